package io.nagare.engine.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nagare.Many;
import io.nagare.One;
import io.nagare.Owned;
import io.nagare.engine.scheduler.step.StepScheduler;
import io.nagare.engine.strand.crossing.TaskRoot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;

/** Items that belong to the task to which {@code spawnEach} gives them. */
class OwnedItemsTest {

    private final StepScheduler scheduler = new StepScheduler();
    private final List<String> told = new ArrayList<>();

    private final class Item implements Owned {

        private final int number;

        Item(int number) {
            this.number = number;
        }

        @Override
        public void ownerEnded(boolean completed) {
            told.add(number + (completed ? " completed" : " not"));
        }
    }

    private TaskRoot<Void> each(int items, int concurrency, Function<Item, Publisher<?>> mapper) {
        return TaskRoot.spawn(
                Many.range(0, items).map(n -> new Item(n.intValue())).spawnEach(concurrency, mapper), scheduler);
    }

    @Test
    void eachIsToldHowItsTaskHasEnded() {
        each(4, 1, item -> switch (item.number) {
            case 0 -> One.empty();
            case 1 -> One.error(new IllegalStateException("boom"));
            case 2 -> throw new IllegalStateException("boom");
            default -> null;
        });
        scheduler.runAll();
        assertEquals(List.of("0 completed", "1 not", "2 not", "3 not"), told);
    }

    @Test
    void itIsToldWhenItsTaskHasEndedAndNotBefore() {
        each(1, 1, item -> One.delay(Duration.ofMillis(5)));
        scheduler.runAll();
        assertEquals(List.of(), told);
        scheduler.advance(Duration.ofMillis(5));
        assertEquals(List.of("0 completed"), told);
    }

    @Test
    void oneWhoseTaskIsAbortedIsToldAlsoIfTheTaskNeverRan() {
        TaskRoot<Void> running = each(3, 3, item -> One.never());
        scheduler.runOne();
        running.abort();
        scheduler.runAll();
        assertEquals(3, told.size());
        assertEquals(List.of(), told.stream().filter(each -> !each.endsWith("not")).toList());
    }

    @Test
    void whatTheTaskEmitsIsDroppedAndNotDiscarded() {
        List<Integer> lost = new ArrayList<>();
        TaskRoot<Void> running = TaskRoot.spawn(
                Many.just(1)
                        .spawnEach(1, item -> Many.range(7, 2).concatWith(Many.never()))
                        .doOnDiscard(Integer.class, lost::add),
                scheduler);
        scheduler.runAll();
        running.abort();
        scheduler.runAll();
        assertEquals(List.of(1), lost);
    }

    @Test
    void oneThatIsDiscardedIsTold() {
        TaskRoot<List<Item>> buffering =
                TaskRoot.spawn(Many.just(new Item(1)).concatWith(Many.never()).buffer(2).last(), scheduler);
        scheduler.runAll();
        buffering.abort();
        scheduler.runAll();
        assertEquals(List.of("1 not"), told);
    }
}
