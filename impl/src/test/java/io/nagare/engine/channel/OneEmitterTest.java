package io.nagare.engine.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.One;
import io.nagare.emit.Emitter;
import io.nagare.engine.scheduler.step.StepScheduler;
import io.nagare.engine.strand.Probe;
import io.nagare.engine.strand.crossing.Egress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;

/** The bridge from a callback to a {@code One}. */
class OneEmitterTest {

    private final StepScheduler scheduler = new StepScheduler();
    private final AtomicReference<Emitter<Integer>> emitter = new AtomicReference<>();
    private final One<Integer> one = One.create(emitter::set);

    private <T> Probe<T> start(Publisher<T> stream, long demand) {
        Probe<T> probe = new Probe<>();
        Egress.serve(probe, stream, scheduler);
        if (demand > 0) {
            probe.request(demand);
        }
        scheduler.runAll();
        return probe;
    }

    @Test
    void theFirstItemIsTheLast() {
        List<String> closed = new ArrayList<>();
        Probe<Integer> probe = start(one, 1);
        emitter.get().onClose(() -> closed.add("closed"));
        assertTrue(emitter.get().emit(1));
        assertTrue(emitter.get().isClosed());
        assertFalse(emitter.get().emit(2));
        emitter.get().complete();
        scheduler.runAll();
        assertEquals(List.of(1, "complete"), probe.signals());
        assertEquals(List.of("closed"), closed);
        IOException late = new IOException("late");
        emitter.get().error(late);
        assertEquals(List.of(late), scheduler.takeUnseen());
    }

    @Test
    void anItemWaitsForDemand() {
        Probe<Integer> probe = start(one, 0);
        assertTrue(emitter.get().emit(1));
        scheduler.runAll();
        assertEquals(List.of(), probe.signals());
        probe.request(1);
        scheduler.runAll();
        assertEquals(List.of(1, "complete"), probe.signals());
    }

    @Test
    void itMayEndWithoutAnItem() {
        Probe<Integer> completed = start(one, 0);
        emitter.get().complete();
        scheduler.runAll();
        assertEquals(List.of("complete"), completed.signals());
        Probe<Integer> failed = start(one, 0);
        IOException failure = new IOException("failed");
        emitter.get().error(failure);
        scheduler.runAll();
        assertEquals(List.of(failure), failed.signals());
    }

    @Test
    void cancellationRunsTheActionAndDiscardsAnItemThatWaits() {
        List<Object> seen = new ArrayList<>();
        Probe<Integer> probe = start(one.doOnDiscard(Integer.class, seen::add), 0);
        emitter.get().onClose(() -> seen.add("closed"));
        emitter.get().emit(1);
        probe.cancel();
        scheduler.runAll();
        assertEquals(List.of(1, "closed"), seen);
        assertFalse(emitter.get().emit(2));
    }

    @Test
    void ofTwoThreadsOneWins() throws Exception {
        CyclicBarrier barrier = new CyclicBarrier(2);
        for (int i = 0; i < 500; i++) {
            Probe<Integer> probe = start(one, 9);
            AtomicInteger won = new AtomicInteger();
            Thread other = new Thread(() -> emit(barrier, won));
            other.start();
            emit(barrier, won);
            other.join();
            scheduler.runAll();
            assertEquals(1, won.get());
            assertEquals(List.of(7, "complete"), probe.signals());
        }
    }

    private void emit(CyclicBarrier barrier, AtomicInteger won) {
        try {
            barrier.await();
        } catch (Exception failure) {
            throw new AssertionError(failure);
        }
        if (emitter.get().emit(7)) {
            won.incrementAndGet();
        }
    }

    @Test
    void shortForms() {
        List<String> ran = new ArrayList<>();
        assertEquals(List.of(1, "complete"), start(One.fromOptional(Optional.of(1)), 1).signals());
        assertEquals(List.of("complete"), start(One.fromOptional(Optional.empty()), 1).signals());
        One<Void> action = One.fromRunnable(() -> ran.add("ran"));
        assertEquals(List.of(), ran);
        assertEquals(List.of("complete"), start(action, 1).signals());
        assertEquals(List.of("ran"), ran);
    }
}
