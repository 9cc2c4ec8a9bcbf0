package io.nagare.engine.origin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.nagare.Many;
import io.nagare.One;
import io.nagare.engine.scheduler.step.StepScheduler;
import io.nagare.engine.strand.Probe;
import io.nagare.engine.strand.crossing.Egress;
import io.nagare.engine.strand.crossing.TaskRoot;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Sources that have their items at hand. They emit each item once, and take no item without demand. */
class SynchronousSourceTest {

    private static final int ITEMS = 1_000;

    private final StepScheduler scheduler = new StepScheduler();
    private final List<Integer> taken = new ArrayList<>();

    private static List<Integer> numbers(int end) {
        return IntStream.range(0, end).boxed().toList();
    }

    static Stream<Arguments> sources() {
        List<Integer> items = numbers(ITEMS);
        return Stream.of(
                arguments("range", Many.range(0, ITEMS)),
                arguments("constant list", Many.fromIterable(List.copyOf(items))),
                arguments("list that can change", Many.fromIterable(new ArrayList<>(items))),
                arguments("stream", Many.fromStream(items::stream)));
    }

    private Probe<Integer> start(Many<Integer> stream) {
        Probe<Integer> probe = new Probe<>();
        Egress.serve(probe, stream, scheduler);
        scheduler.runAll();
        return probe;
    }

    private void request(Probe<?> probe, long n) {
        probe.request(n);
        scheduler.runAll();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("sources")
    void eachItemComesOnceHoweverTheDemandIsSplit(String name, Many<Integer> source) {
        Probe<Integer> probe = start(source);
        int wanted = 0;
        for (int n = 1; wanted + n < ITEMS; n++) {
            request(probe, n);
            wanted += n;
            assertEquals(numbers(wanted), probe.signals());
        }
        request(probe, ITEMS - wanted);
        List<Object> all = new ArrayList<>(numbers(ITEMS));
        all.add("complete");
        assertEquals(all, probe.signals());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("sources")
    void oneIsTakenForEachThatIsDropped(String name, Many<Integer> source) {
        Probe<Integer> probe = start(source.doOnNext(taken::add).filter(i -> i % 300 == 299));
        request(probe, 1);
        assertEquals(List.of(299), probe.signals());
        assertEquals(numbers(300), taken);
        request(probe, 1);
        assertEquals(List.of(299, 599), probe.signals());
        assertEquals(numbers(600), taken);
        request(probe, 2);
        assertEquals(List.of(299, 599, 899, "complete"), probe.signals());
        assertEquals(numbers(ITEMS), taken);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("sources")
    void noneIsTakenAfterTheCancellation(String name, Many<Integer> source) {
        Probe<Integer> probe = start(source.doOnNext(taken::add).takeUntilItem(i -> i == 5).filter(i -> i < 3));
        request(probe, Long.MAX_VALUE);
        assertEquals(List.of(0, 1, 2, "complete"), probe.signals());
        assertEquals(numbers(6), taken);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("sources")
    void skippedItemsNeedNoDemand(String name, Many<Integer> source) {
        Probe<Integer> probe = start(source.doOnNext(taken::add).skip(700));
        request(probe, 2);
        assertEquals(List.of(700, 701), probe.signals());
        assertEquals(numbers(702), taken);
    }

    @Test
    void droppedItemsUseUpTheBudgetAsWell() {
        TaskRoot<Long> endless = TaskRoot.spawn(Many.range(0, Integer.MAX_VALUE).filter(i -> false).count(), scheduler);
        TaskRoot<Integer> small = TaskRoot.spawn(One.just(7), scheduler);
        scheduler.runOne();
        scheduler.runOne();
        assertEquals(7, small.item());
        endless.abort();
        scheduler.runAll();
        assertEquals(0, scheduler.liveCount());
    }
}
