package io.nagare.engine.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nagare.Many;
import io.nagare.emit.Emitter;
import io.nagare.engine.scheduler.step.StepScheduler;
import io.nagare.engine.strand.Probe;
import io.nagare.engine.strand.crossing.Egress;
import io.nagare.policy.Overflow;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;

class SkipUntilTest {

    private final StepScheduler scheduler = new StepScheduler();
    private final List<String> events = new ArrayList<>();
    private final AtomicReference<Emitter<Integer>> main = new AtomicReference<>();
    private final AtomicReference<Emitter<Integer>> other = new AtomicReference<>();

    private static Many<Integer> pushed(AtomicReference<Emitter<Integer>> emitter) {
        return Many.create(emitter::set, Overflow.unbounded());
    }

    private Probe<Integer> start() {
        return start(pushed(main)
                .doOnCancel(() -> events.add("main cancelled"))
                .skipUntil(pushed(other).doOnCancel(() -> events.add("other cancelled"))));
    }

    private Probe<Integer> start(Publisher<Integer> stream) {
        Probe<Integer> probe = new Probe<>();
        Egress.serve(probe, stream, scheduler);
        probe.request(2);
        scheduler.runAll();
        return probe;
    }

    private void emit(AtomicReference<Emitter<Integer>> to, int... items) {
        for (int item : items) {
            to.get().emit(item);
        }
        scheduler.runAll();
    }

    @Test
    void itemsBeforeTheSignalAreDroppedAndUseNoDemand() {
        Probe<Integer> probe = start();
        emit(main, 1, 2, 3);
        assertEquals(List.of(), probe.signals());
        emit(other, 0);
        emit(main, 4, 5, 6);
        assertEquals(List.of(4, 5), probe.signals());
        assertEquals(List.of("other cancelled"), events);
        probe.request(1);
        main.get().complete();
        scheduler.runAll();
        assertEquals(List.of(4, 5, 6, "complete"), probe.signals());
    }

    @Test
    void completionIsASignalTooAndAFailureFails() {
        Probe<Integer> probe = start();
        other.get().complete();
        emit(main, 1);
        assertEquals(List.of(1), probe.signals());
        IllegalStateException failure = new IllegalStateException();
        Probe<Integer> failed = start();
        other.get().error(failure);
        scheduler.runAll();
        assertEquals(List.of(failure), failed.signals());
        assertEquals(List.of("main cancelled"), events);
        assertEquals(List.of(failure), start(Many.range(0, 9).skipUntil(Many.error(failure))).signals());
        assertEquals(List.of(0, 1), start(Many.range(0, 9).skipUntil(Many.empty())).signals());
    }

    @Test
    void theEndAndCancellationReachTheOther() {
        start();
        main.get().complete();
        scheduler.runAll();
        assertEquals(List.of("other cancelled"), events);
        events.clear();
        start().cancel();
        scheduler.runAll();
        assertEquals(List.of("other cancelled", "main cancelled"), events);
        assertEquals(0, scheduler.liveCount());
    }
}
