package io.nagare.engine.scheduler.stealing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.engine.scheduler.Numbered;
import io.nagare.engine.scheduler.Race;
import io.nagare.engine.scheduler.base.InjectionQueue;
import io.nagare.engine.scheduler.base.Schedulable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

class LocalQueueTest {

    private static final int ROUNDS = 20_000;

    private InjectionQueue injection = new InjectionQueue();
    private LocalQueue queue = new LocalQueue(4, 4, injection, 0);
    private LocalQueue other = new LocalQueue(4, 4, injection, 0);
    private LocalQueue third = new LocalQueue(4, 4, injection, 0);
    private AtomicIntegerArray taken = new AtomicIntegerArray(0);

    @Test
    void firstInFirstOut() {
        push(queue, 0, 3);
        assertEquals(List.of(0, 1, 2), drain(queue));
    }

    @Test
    void aQueueThatIsFullKeepsItsOlderHalfAndMovesTheNewerOneWithTheNewTask() {
        queue = new LocalQueue(256, 256, injection, 0);
        push(queue, 0, 257);
        assertEquals(128, queue.size());
        assertEquals(129, injection.length());
        assertEquals(1, queue.overflows());
        assertEquals(numbers(0, 128), drain(queue));
        assertEquals(numbers(128, 257), drainInjection());
    }

    @Test
    void aQueueThatHasOverflowedGoesOnAsBefore() {
        for (int round = 0; round < 100; round++) {
            push(queue, 0, 5);
            assertEquals(List.of(2, 3, 4), drainInjection());
            push(queue, 5, 7);
            assertEquals(List.of(0, 1, 5, 6), drain(queue));
        }
    }

    @Test
    void cursorsWrapAround() {
        for (int origin : new int[] {-1, -3, Integer.MAX_VALUE, Integer.MAX_VALUE - 3}) {
            queue = new LocalQueue(4, 4, injection, origin);
            other = new LocalQueue(4, 4, injection, origin);
            for (int round = 0; round < 5; round++) {
                push(queue, 0, 5);
                assertEquals(List.of(2, 3, 4), drainInjection());
                push(queue, 2, 4);
                Schedulable stolen = other.stealFrom(queue);
                assertEquals(1, numberOf(stolen));
                assertEquals(List.of(0), drain(other));
                assertEquals(List.of(2, 3), drain(queue));
            }
        }
    }

    @Test
    void aThiefTakesHalfRoundedUpAndRunsTheLastOfIt() {
        push(queue, 0, 3);
        assertEquals(1, numberOf(other.stealFrom(queue)));
        assertEquals(List.of(0), drain(other));
        assertEquals(2, numberOf(other.stealFrom(queue)));
        assertNull(other.stealFrom(queue));
    }

    @Test
    void aThiefThatIsMoreThanHalfFullDoesNotSteal() {
        push(queue, 0, 3);
        push(other, 10, 13);
        assertNull(other.stealFrom(queue));
        other.pop();
        assertNotNull(other.stealFrom(queue));
    }

    @Test
    void aQueueThatIsFullGrowsAndKeepsTheOrder() {
        queue = new LocalQueue(4, 64, injection, -3);
        push(queue, 0, 3);
        assertEquals(0, numberOf(queue.pop()));
        push(queue, 3, 60);
        assertEquals(0, injection.length());
        assertEquals(numbers(1, 60), drain(queue));
        queue.shrink();
        push(queue, 0, 3);
        assertEquals(1, numberOf(other.stealFrom(queue)));
        assertEquals(List.of(2), drain(queue));
        assertEquals(List.of(0), drain(other));
    }

    @Test
    void aQueueThatMayNotGrowAnyMoreOverflows() {
        queue = new LocalQueue(2, 8, injection, 0);
        push(queue, 0, 9);
        assertEquals(1, queue.overflows());
        assertEquals(numbers(0, 4), drain(queue));
        assertEquals(numbers(4, 9), drainInjection());
    }

    @Test
    void aThiefTakesNoMoreThanHalfOfItsOwnRingHolds() {
        queue = new LocalQueue(4, 64, injection, 0);
        push(queue, 0, 40);
        assertEquals(1, numberOf(other.stealFrom(queue)));
        assertEquals(List.of(0), drain(other));
        assertEquals(38, queue.size());
    }

    /** The owner overfills the ring again and again, while thieves steal. */
    @Test
    void twoThievesAndAnOwnerWhoseRingGrowsTakeEachTaskOnce() throws Exception {
        Race.run(
                ROUNDS,
                round -> {
                    begin(40);
                    queue = new LocalQueue(2, 64, injection, 0);
                },
                round -> finish(40),
                round -> {
                    push(queue, 0, 20);
                    popAll(queue);
                    queue.shrink();
                    push(queue, 20, 40);
                    popAll(queue);
                },
                round -> stealAndPop(other, queue),
                round -> stealAndPop(third, queue));
    }

    @Test
    void aBatchFromTheInjectionQueueIsAsLargeAsIsFair() {
        queue = new LocalQueue(4, 64, injection, 0);
        pushInjected(0, 30);
        assertEquals(20, queue.takeFrom(injection, 20));
        assertEquals(numbers(0, 20), drain(queue));
        assertEquals(10, injection.length());
        assertEquals(1, queue.takeFrom(injection, 1));
        assertEquals(List.of(20), drain(queue));
    }

    @Test
    void aFullQueueThatMayNotGrowTakesNoInjectedTasks() {
        push(queue, 0, 4);
        pushInjected(10, 13);
        assertEquals(0, queue.takeFrom(injection, 3));
        assertEquals(List.of(0, 1, 2, 3), drain(queue));
        assertEquals(List.of(10, 11, 12), drainInjection());
    }

    /** Tokio's loom_multi_thread/queue.rs::multi_stealer. */
    @Test
    void twoThievesAndTheOwnerTakeEachTaskOnce() throws Exception {
        Race.run(
                ROUNDS,
                round -> begin(5),
                round -> finish(5),
                round -> {
                    push(queue, 0, 5);
                    popAll(queue);
                },
                round -> stealAndPop(other, queue),
                round -> stealAndPop(third, queue));
    }

    /** Tokio's loom_multi_thread/queue.rs::steal_overflow. */
    @Test
    void anOverflowDuringAStealLosesNothing() throws Exception {
        Race.run(
                ROUNDS,
                round -> begin(7),
                round -> finish(7),
                round -> {
                    push(queue, 0, 3);
                    take(queue.pop());
                    push(queue, 3, 7);
                    popAll(queue);
                },
                round -> stealAndPop(other, queue));
    }

    /** Tokio's loom_multi_thread/queue.rs::chained_steal. */
    @Test
    void aQueueThatIsRobbedMayRobAnother() throws Exception {
        Race.run(
                ROUNDS,
                round -> {
                    begin(8);
                    push(other, 4, 8);
                },
                round -> finish(8),
                round -> {
                    push(queue, 0, 4);
                    take(queue.pop());
                    popAll(queue);
                    take(queue.stealFrom(other));
                    popAll(queue);
                },
                round -> stealAndPop(third, queue),
                round -> popAll(other));
    }

    @Test
    void manyTasksThroughASmallRingAreEachTakenOnce() throws Exception {
        int count = 200_000;
        begin(count);
        boolean[] done = {false};
        Race.run(
                1,
                round -> {},
                round -> finish(count),
                round -> {
                    for (int i = 0; i < count; i++) {
                        queue.push(new Numbered(i));
                        if (i % 3 == 0) {
                            take(queue.pop());
                        }
                        if (i % 7 == 0) {
                            queue.takeFrom(injection, 2);
                        }
                    }
                    popAll(queue);
                    synchronized (done) {
                        done[0] = true;
                    }
                },
                round -> robUntil(done, other),
                round -> robUntil(done, third));
    }

    private void robUntil(boolean[] done, LocalQueue thief) {
        while (true) {
            synchronized (done) {
                if (done[0]) {
                    return;
                }
            }
            stealAndPop(thief, queue);
        }
    }

    private void begin(int tasks) {
        injection = new InjectionQueue();
        queue = new LocalQueue(4, 4, injection, 0);
        other = new LocalQueue(4, 4, injection, 0);
        third = new LocalQueue(4, 4, injection, 0);
        taken = new AtomicIntegerArray(tasks);
    }

    private void finish(int tasks) {
        popAll(queue);
        popAll(other);
        popAll(third);
        for (int number : drainInjection()) {
            taken.incrementAndGet(number);
        }
        for (int i = 0; i < tasks; i++) {
            assertEquals(1, taken.get(i), "task " + i);
        }
        assertTrue(queue.size() == 0 && other.size() == 0 && injection.length() == 0);
    }

    private void take(Schedulable task) {
        if (task != null) {
            Numbered.count(task, taken);
        }
    }

    private void popAll(LocalQueue from) {
        for (Schedulable task = from.pop(); task != null; task = from.pop()) {
            Numbered.count(task, taken);
        }
    }

    private void stealAndPop(LocalQueue thief, LocalQueue victim) {
        take(thief.stealFrom(victim));
        popAll(thief);
    }

    private static void push(LocalQueue to, int from, int end) {
        for (int i = from; i < end; i++) {
            to.push(new Numbered(i));
        }
    }

    private void pushInjected(int from, int end) {
        for (int i = from; i < end; i++) {
            injection.push(new Numbered(i));
        }
    }

    private static int numberOf(Schedulable task) {
        return ((Numbered) task).number;
    }

    private static List<Integer> numbers(int from, int end) {
        List<Integer> numbers = new ArrayList<>();
        for (int i = from; i < end; i++) {
            numbers.add(i);
        }
        return numbers;
    }

    private static List<Integer> drain(LocalQueue from) {
        List<Integer> numbers = new ArrayList<>();
        for (Schedulable task = from.pop(); task != null; task = from.pop()) {
            numbers.add(numberOf(task));
        }
        return numbers;
    }

    private List<Integer> drainInjection() {
        List<Integer> numbers = new ArrayList<>();
        assertTrue(injection.tryLock());
        for (Schedulable task = injection.poll(); task != null; task = injection.poll()) {
            numbers.add(numberOf(task));
        }
        injection.polled(numbers.size());
        injection.unlock();
        return numbers;
    }
}
