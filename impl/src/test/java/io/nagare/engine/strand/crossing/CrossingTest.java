package io.nagare.engine.strand.crossing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.BlockingIterator;
import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.failure.BlockingCallException;
import java.util.NoSuchElementException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.reactivestreams.FlowAdapters;

/** Streams that go from one strand or thread to another, on real workers. */
@Timeout(60)
class CrossingTest {

    private static final int PATIENCE_SECONDS = 30;
    private static final int HANDSHAKES = 200_000;

    /**
     * Both threads spin during a handshake, so a busy machine takes long for one. After this time there are no more
     * handshakes.
     */
    private static final long HANDSHAKE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Nagare nagare = Nagare.multiThread().workers(2).start();

    @AfterEach
    void close() {
        nagare.close();
    }

    /** A sent item does not wait for the end of the sender's run. */
    @Test
    void anItemArrivesThoughItsSenderIsHeldUpInTheNext() {
        for (int round = 0; round < 30; round++) {
            CountDownLatch arrived = new CountDownLatch(1);
            long count = nagare.blockOn(Many.range(1, 2)
                    .map(i -> i == 1 || await(arrived) ? i : -1)
                    .runOn(nagare)
                    .doOnNext(i -> {
                        assertTrue(i > 0, "the second item came without the first");
                        arrived.countDown();
                    })
                    .count());
            assertEquals(2, count);
        }
    }

    /**
     * The receiver falls asleep while an item is put. The sender's function then waits until the receiver has acted on
     * the item.
     */
    @Test
    void anItemIsSeenThoughTheSendersRunGoesOn() {
        try (Nagare other = Nagare.multiThread().workers(1).start()) {
            AtomicInteger acknowledged = new AtomicInteger(-1);
            long count = other.blockOn(acknowledging(acknowledged).doOnNext(acknowledged::set).count());
            assertEquals(acknowledged.get() + 1, count);
            acknowledged.set(-1);
            for (int item : acknowledging(acknowledged).toIterable()) {
                acknowledged.set(item);
            }
        }
    }

    private Many<Integer> acknowledging(AtomicInteger acknowledged) {
        long end = System.nanoTime() + HANDSHAKE_NANOS;
        return Many.range(0, HANDSHAKES)
                .takeWhile(i -> System.nanoTime() < end)
                .doOnNext(i -> {
                    long began = System.nanoTime();
                    while (acknowledged.get() != i - 1) {
                        assertTrue(System.nanoTime() - began < TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS), "not seen");
                        Thread.onSpinWait();
                    }
                    for (int spin = i % 64; spin > 0; spin--) {
                        Thread.onSpinWait();
                    }
                })
                .runOn(nagare);
    }

    /** Slow functions on both sides of a crossing run at the same time, once they have been measured as slow. */
    @Test
    void slowFunctionsOnEitherSideRunAtTheSameTime() {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        long count = nagare.blockOn(Many.range(0, 20_000)
                .map(i -> work(i, inside, most))
                .runOn(nagare)
                .map(i -> work(i, inside, most))
                .takeWhile(i -> most.get() < 2)
                .count());
        assertTrue(count < 20_000, "in 20,000 items the two functions have never run at the same time");
    }

    private static int work(int item, AtomicInteger inside, AtomicInteger most) {
        most.accumulateAndGet(inside.incrementAndGet(), Math::max);
        int result = IntStream.range(0, 20_000).reduce(item, (a, b) -> a * 31 + b);
        inside.decrementAndGet();
        return result == 0 ? 1 : result;
    }

    @Test
    void allItemsArriveInOrderThroughTwoCrossings() {
        AtomicInteger next = new AtomicInteger(1);
        long wrong = nagare.blockOn(Many.range(1, 300_000)
                .runOn(nagare)
                .filter(i -> i % 3 != 0)
                .limitRate(7)
                .runOn(nagare)
                .filter(i -> i != next.getAndAdd(next.get() % 3 == 1 ? 1 : 2))
                .count());
        assertEquals(0, wrong);
        assertEquals(300_001, next.get());
    }

    /** The items come on several threads of the publisher's executor. */
    @Test
    void aPublisherThatGoesFromThreadToThreadLosesNothing() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try (SubmissionPublisher<Integer> publisher = new SubmissionPublisher<>(threads, 64)) {
            Future<Long> count = Many.<Integer>from(FlowAdapters.toPublisher(publisher)).count().toFuture();
            while (publisher.getNumberOfSubscribers() == 0) {
                Thread.onSpinWait();
            }
            for (int i = 0; i < 200_000; i++) {
                publisher.submit(i);
            }
            publisher.close();
            assertEquals(200_000, count.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void anIteratorGetsAllItemsInOrderFromItsOwnThreadAndFromWorkers() {
        for (int prefetch : new int[] {1, 2, 256}) {
            int next = 1;
            for (int item : Many.range(1, 30_000).toIterable(prefetch)) {
                assertEquals(next++, item);
            }
            for (int item : Many.range(30_001, 30_000).runOn(nagare).toIterable(prefetch)) {
                assertEquals(next++, item);
            }
            assertEquals(60_001, next);
        }
    }

    /** After a slow batch, the workers make the next ones while the iterating thread runs the loop. */
    @Test
    void aSlowSourceOfAnIteratorRunsBesideTheLoop() {
        CountDownLatch ahead = new CountDownLatch(1);
        int count = 0;
        for (int item : Many.range(1, 40)
                .map(i -> {
                    if (i == 13) {
                        ahead.countDown();
                    }
                    return IntStream.range(0, 1_000_000).reduce(i, (a, b) -> a * 31 + b) == 0 ? i : i;
                })
                .toIterable(4)) {
            if (item == 12) {
                assertTrue(await(ahead), "nothing was made while the loop was busy with the item before");
            }
            count++;
        }
        assertEquals(40, count);
    }

    /** An iterator waits only for its next item, even if that is a slow one. */
    @Test
    void anIteratorDoesNotWaitForTheItemsBehindTheFirst() {
        CountDownLatch taken = new CountDownLatch(1);
        try (BlockingIterator<Integer> iterator =
                Many.range(1, 3).map(i -> i == 1 || await(taken) ? i : -1).toIterable().iterator()) {
            assertEquals(1, iterator.next());
            taken.countDown();
            assertEquals(2, iterator.next());
            assertEquals(3, iterator.next());
        }
    }

    /** The loop's own thread runs the endless source, which never has an item for it. */
    @Test
    void aLoopThatComputesWithoutEndCanBeInterrupted() throws Exception {
        CountDownLatch begun = new CountDownLatch(10_000);
        Thread loop = new Thread(() -> {
            Many<Long> endless = Many.generate(() -> 0L, (i, output) -> {
                output.emit(i);
                begun.countDown();
                return i + 1;
            });
            assertThrows(
                    BlockingCallException.class,
                    () -> endless.filter(i -> i < 0).toIterable().iterator().hasNext());
        });
        loop.start();
        assertTrue(await(begun));
        loop.interrupt();
        loop.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
        assertFalse(loop.isAlive(), "the loop has not seen the interrupt");
    }

    /** The iterator is closed at any moment, by either thread. Each item is with the loop or closed, and never both. */
    @Test
    void closingAnIteratorFromAnotherThreadLosesNoItem() throws Exception {
        ExecutorService other = Executors.newSingleThreadExecutor();
        for (int round = 0; round < 300; round++) {
            AtomicInteger open = new AtomicInteger();
            Semaphore begun = new Semaphore(0);
            Many<Resource> resources = Many.range(0, 5_000).map(i -> new Resource(open));
            BlockingIterator<Resource> iterator =
                    (round % 2 == 0 ? resources : resources.runOn(nagare)).toIterable(16).iterator();
            Future<?> closing = other.submit(() -> {
                begun.acquireUninterruptibly();
                iterator.close();
            });
            int turn = round;
            try {
                for (int i = 0; iterator.hasNext(); i++) {
                    iterator.next().close();
                    if (i == turn) {
                        begun.release();
                    }
                }
            } catch (NoSuchElementException closedBetween) {
                // The other thread closed the iterator between hasNext and next.
            }
            begun.release();
            closing.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
            while (open.get() != 0 && System.nanoTime() - end < 0) {
                // The stream's strand discards the items on their way.
                Thread.yield();
            }
            assertEquals(0, open.get(), "items that were neither taken nor discarded");
        }
        other.shutdown();
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interrupt) {
            throw new IllegalStateException(interrupt);
        }
    }

    /** Counts the open resources, and fails when one is closed twice. */
    private static final class Resource implements AutoCloseable {

        private final AtomicInteger open;
        private boolean closed;

        Resource(AtomicInteger open) {
            this.open = open;
            open.incrementAndGet();
        }

        @Override
        public synchronized void close() {
            assertTrue(!closed, "closed twice");
            closed = true;
            open.decrementAndGet();
        }
    }
}
