package io.nagare.engine.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.Task;
import io.nagare.engine.strand.Probe;
import io.nagare.sync.Notify;
import io.nagare.sync.OnceCell;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Cells that are set once. Names in quotes are those of Tokio's tests. */
class OnceCellTest extends SyncFixture {

    private final OnceCell<Integer> cell = OnceCell.create();
    private final AtomicInteger runs = new AtomicInteger();

    private One<Integer> slow(Notify until, int value) {
        return until.notified().then(One.fromCallable(() -> {
            runs.incrementAndGet();
            return value;
        }));
    }

    /** "get_or_init". */
    @Test
    void oneInitialisesAndTheOthersWait() {
        Notify until = Notify.create();
        Probe<Integer> first = demand(cell.getOrInit(slow(until, 1)));
        Probe<Integer> second = demand(cell.getOrInit(One.just(2)));
        Probe<Integer> third = demand(cell.getOrInit(One.just(3)));
        assertWaiting(second);
        assertFalse(cell.set(9), "somebody is at it");
        until.notifyOne();
        scheduler.runAll();
        assertItem(1, first);
        assertItem(1, second);
        assertItem(1, third);
        assertItem(1, demand(cell.getOrInit(One.error(new IllegalStateException("not run")))));
        assertEquals(1, cell.get());
        assertEquals(1, runs.get());
    }

    /** "get_or_init_panic". */
    @Test
    void afterAFailureTheNextRunsItsOwn() {
        Notify until = Notify.create();
        Probe<Integer> first =
                demand(cell.getOrInit(until.notified().then(One.error(new IllegalStateException("boom")))));
        Probe<Integer> second = demand(cell.getOrInit(One.<Integer>empty()));
        Probe<Integer> third = demand(cell.getOrInit(One.just(3)));
        until.notifyOne();
        scheduler.runAll();
        assertFailed(IllegalStateException.class, first);
        assertEquals(
                "the initialiser of a once-cell completed without an item",
                assertFailed(NoSuchElementException.class, second).getMessage());
        assertItem(3, third);
    }

    @Test
    void whenTheInitialiserIsCancelledTheNextTakesOver() {
        List<String> upstream = new ArrayList<>();
        Probe<Integer> first = demand(cell.getOrInit(One.<Integer>never().doOnCancel(() -> upstream.add("cancelled"))));
        Probe<Integer> second = demand(cell.getOrInit(One.just(2)));
        cancel(first);
        assertEquals(List.of("cancelled"), upstream);
        assertItem(2, second);
        assertWaiting(first);
    }

    /** "set_and_get" and "set_twice". */
    @Test
    void itIsSetOnce() {
        assertNull(cell.get());
        Probe<Integer> waiting = demand(cell.whenSet());
        Probe<Integer> gone = demand(cell.whenSet());
        cancel(gone);
        assertTrue(cell.set(5));
        assertFalse(cell.set(6));
        scheduler.runAll();
        assertItem(5, waiting);
        assertItem(5, demand(cell.whenSet()));
        assertItem(5, demand(cell.getOrInit(One.just(7))));
        assertWaiting(gone);
        assertEquals("OnceCell[5]", cell.toString());
    }

    @Test
    void initialisingIsLazyAndTheValueIsTheSubscriptionsNotTheCalls() {
        One<Integer> later = cell.getOrInit(One.just(1));
        subscribe(later);
        assertNull(cell.get());
        assertTrue(cell.set(2));
        assertItem(2, demand(later));
    }

    @Test
    void nullsAreRefusedAtTheCall() {
        assertThrows(NullPointerException.class, () -> cell.getOrInit(null));
        assertRefused(NullPointerException.class, "set to null", () -> cell.set(null));
        assertNull(cell.get());
    }

    @Test
    void ofManyTasksOneInitialises() {
        try (Nagare nagare = Nagare.multiThread().workers(2).start()) {
            for (int round = 0; round < 200; round++) {
                OnceCell<Integer> fresh = OnceCell.create();
                AtomicInteger initialised = new AtomicInteger();
                List<Task<Integer>> tasks = new ArrayList<>();
                for (int i = 0; i < 8; i++) {
                    tasks.add(nagare.spawn(fresh.getOrInit(One.fromCallable(initialised::incrementAndGet))));
                }
                tasks.get(round % 8).abort();
                Task<Integer> one = nagare.spawn(fresh.getOrInit(One.fromCallable(initialised::incrementAndGet)));
                assertEquals(1, one.block(Storm.LIMIT));
                assertEquals(1, Many.fromIterable(tasks)
                        .concatMap(task -> task.onErrorReturn(aborted -> 1))
                        .reduce(Math::max)
                        .block(Storm.LIMIT));
            }
        }
    }
}
