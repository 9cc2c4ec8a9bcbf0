package io.nagare.engine.scheduler.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.engine.scheduler.Numbered;
import io.nagare.engine.scheduler.Race;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class InjectionQueueTest {

    private final InjectionQueue queue = new InjectionQueue();

    @Test
    void firstInFirstOutAlsoWhenItRunsEmptyInBetween() {
        for (int round = 0; round < 3; round++) {
            push(0, 4);
            assertPolled(0, 2);
            push(4, 6);
            assertPolled(2, 6);
            assertPolled();
        }
    }

    @Test
    void aBatchStaysTogether() {
        Numbered first = new Numbered(1);
        Numbered second = new Numbered(2);
        Numbered third = new Numbered(3);
        first.setNext(second);
        second.setNext(third);
        push(0, 1);
        queue.push(first, third, 3);
        push(4, 5);
        assertEquals(5, queue.length());
        assertPolled(0, 5);
        assertEquals(0, queue.length());
    }

    @Test
    void oneConsumerAtATime() {
        assertTrue(queue.tryLock());
        assertFalse(queue.tryLock());
        queue.unlock();
        assertTrue(queue.tryLock());
    }

    @Test
    void manyProducersAndConsumersLoseNothingAndKeepEachProducersOrder() throws Exception {
        int producers = 3;
        int each = 100_000;
        int[] expected = new int[producers];
        AtomicInteger left = new AtomicInteger(producers * each);
        Race.Actor consumer = round -> consume(left, expected, each);
        Race.run(
                1,
                round -> {},
                round -> assertEquals(0, queue.length()),
                round -> push(0, each),
                round -> push(each, 2 * each),
                round -> push(2 * each, 3 * each),
                consumer,
                consumer);
        assertPolled();
    }

    /** Takes tasks. The consumers' lock guards the contents of {@code expected}. */
    private void consume(AtomicInteger left, int[] expected, int each) {
        while (left.get() > 0) {
            if (!queue.tryLock()) {
                continue;
            }
            int count = 0;
            for (Schedulable task; count < 10 && (task = queue.poll()) != null; count++) {
                int number = ((Numbered) task).number;
                assertEquals(expected[number / each]++, number % each);
            }
            queue.polled(count);
            queue.unlock();
            left.addAndGet(-count);
        }
    }

    private void push(int from, int end) {
        for (int i = from; i < end; i++) {
            queue.push(new Numbered(i));
        }
    }

    private void assertPolled(int from, int end) {
        assertTrue(queue.tryLock());
        for (int i = from; i < end; i++) {
            assertEquals(i, ((Numbered) queue.poll()).number);
            queue.polled(1);
        }
        queue.unlock();
    }

    private void assertPolled() {
        assertTrue(queue.tryLock());
        assertNull(queue.poll());
        queue.unlock();
    }
}
