package io.nagare.engine.blocking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.driver.BlockingJob;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class BlockingPoolTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Runnable NOT_DROPPED = () -> {
        throw new AssertionError("dropped");
    };

    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private BlockingPool pool = pool(4);

    private BlockingPool pool(int maxThreads) {
        return new BlockingPool("test-blocking", maxThreads, 2, LONG, (failure, where) -> failures.add(failure));
    }

    private BlockingPool pool(ThreadFactory threads) {
        return new BlockingPool(4, 2, LONG, threads, (failure, where) -> failures.add(failure));
    }

    @AfterEach
    void close() {
        assertTrue(pool.close(LONG));
        assertEquals(0, pool.threads());
        assertEquals(List.of(), failures);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(30, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    private void awaitIdle(int threads) {
        while (pool.idle() != threads) {
            Thread.onSpinWait();
        }
    }

    private void runOne() {
        CountDownLatch ran = new CountDownLatch(1);
        pool.execute(ran::countDown, NOT_DROPPED);
        await(ran);
    }

    @Test
    void aThreadIsStartedOnlyIfNoneIsIdle() {
        for (int i = 0; i < 10; i++) {
            runOne();
            awaitIdle(1);
        }
        assertEquals(1, pool.threads());
    }

    /** Neither the pool's thread nor a {@code BlockingJob} keeps alive what its ended job refers to. */
    @Test
    void aFinishedJobKeepsNothingAlive() throws InterruptedException {
        List<WeakReference<Object>> arguments = new ArrayList<>();
        List<BlockingJob> jobs = new ArrayList<>();
        CountDownLatch all = new CountDownLatch(4);
        for (int i = 0; i < 4; i++) {
            Object argument = new Object();
            arguments.add(new WeakReference<>(argument));
            jobs.add(pool.execute(
                    () -> {
                        assertNotNull(argument);
                        all.countDown();
                        await(all);
                    },
                    NOT_DROPPED));
        }
        awaitIdle(4);
        for (int i = 0; i < 100 && arguments.stream().anyMatch(argument -> argument.get() != null); i++) {
            System.gc();
            Thread.sleep(10); // the collector does not say when it has cleared a reference
        }
        for (WeakReference<Object> argument : arguments) {
            assertNull(argument.get());
        }
        jobs.forEach(job -> assertFalse(job.cancel()));
    }

    @Test
    void jobsStartInOrderAndThosePastTheLimitsWait() {
        pool = pool(1);
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch all = new CountDownLatch(6);
        List<Integer> started = new CopyOnWriteArrayList<>();
        for (int i = 0; i < 6; i++) {
            int number = i;
            pool.execute(
                    () -> {
                        await(release);
                        started.add(number);
                        all.countDown();
                    },
                    NOT_DROPPED);
        }
        while (pool.queued() != 5) {
            Thread.onSpinWait();
        }
        assertEquals(3, pool.waiting());
        assertEquals(1, pool.threads());
        release.countDown();
        await(all);
        assertEquals(List.of(0, 1, 2, 3, 4, 5), started);
    }

    @Test
    void aJobCanBeTakenBackUntilItStarts() {
        pool = pool(1);
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch running = new CountDownLatch(1);
        BlockingJob first = pool.execute(
                () -> {
                    running.countDown();
                    await(release);
                },
                NOT_DROPPED);
        List<BlockingJob> queued = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            queued.add(pool.execute(() -> failures.add(new AssertionError("ran")), NOT_DROPPED));
        }
        await(running);
        assertFalse(first.cancel());
        assertTrue(queued.get(1).cancel());
        assertFalse(queued.get(1).cancel());
        assertTrue(queued.get(0).cancel());
        assertTrue(queued.get(2).cancel());
        assertEquals(0, pool.queued());
        release.countDown();
        runOne();
        assertFalse(first.cancel());
    }

    @Test
    void whatAJobThrowsGoesToTheFailureHandlerAndHarmsNothing() {
        IllegalStateException failure = new IllegalStateException("on purpose");
        pool.execute(
                () -> {
                    throw failure;
                },
                NOT_DROPPED);
        pool.execute(
                () -> {
                    throw new StackOverflowError("on purpose");
                },
                NOT_DROPPED);
        runOne();
        while (failures.size() < 2) {
            Thread.onSpinWait();
        }
        assertTrue(failures.contains(failure));
        failures.clear();
    }

    @Test
    void threadsAreNamedDaemonsWithAContextClassLoaderAndAreNotLeftInterrupted() throws Exception {
        pool = pool(1);
        AtomicReference<Thread> thread = new AtomicReference<>();
        CountDownLatch ran = new CountDownLatch(1);
        Thread.currentThread().setContextClassLoader(null);
        pool.execute(
                () -> {
                    thread.set(Thread.currentThread());
                    Thread.currentThread().interrupt();
                    ran.countDown();
                },
                NOT_DROPPED);
        Thread.currentThread().setContextClassLoader(getClass().getClassLoader());
        await(ran);
        assertTrue(thread.get().isDaemon());
        assertEquals("test-blocking-1", thread.get().getName());
        assertNotNull(thread.get().getContextClassLoader());
        AtomicReference<Boolean> interrupted = new AtomicReference<>();
        CountDownLatch asked = new CountDownLatch(1);
        pool.execute(
                () -> {
                    interrupted.set(Thread.interrupted());
                    asked.countDown();
                },
                NOT_DROPPED);
        await(asked);
        assertEquals(false, interrupted.get());
    }

    @Test
    void aThreadWithoutWorkEndsAfterItsKeepAlive() {
        pool = new BlockingPool("brief", 4, 2, Duration.ofMillis(1), (failure, where) -> failures.add(failure));
        runOne();
        while (pool.threads() != 0) {
            Thread.onSpinWait();
        }
        assertEquals(0, pool.idle());
        runOne();
    }

    @Test
    void closingDropsWhatIsQueuedAndWaitsForWhatRuns() {
        pool = pool(1);
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        AtomicInteger dropped = new AtomicInteger();
        AtomicReference<Boolean> interrupted = new AtomicReference<>();
        pool.execute(
                () -> {
                    running.countDown();
                    await(release);
                    interrupted.set(Thread.interrupted());
                },
                NOT_DROPPED);
        Runnable ran = () -> failures.add(new AssertionError("ran"));
        BlockingJob last = pool.execute(ran, dropped::incrementAndGet);
        pool.execute(ran, dropped::incrementAndGet);
        await(running);
        assertFalse(pool.close(Duration.ofMillis(1)));
        assertEquals(2, dropped.get());
        assertFalse(last.cancel());
        assertFalse(pool.execute(ran, dropped::incrementAndGet).cancel());
        assertEquals(3, dropped.get());
        release.countDown();
        assertTrue(pool.close(Duration.ofSeconds(Long.MAX_VALUE)));
        assertEquals(false, interrupted.get());
    }

    @Test
    void anOwnerThatThrowsWhenToldDoesNotKeepTheOthersFromBeingTold() {
        pool = pool(1);
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch told = new CountDownLatch(1);
        pool.execute(() -> await(release), NOT_DROPPED);
        while (pool.queued() > 0) {
            Thread.onSpinWait();
        }
        pool.execute(() -> {}, NOT_DROPPED);
        pool.execute(() -> {}, told::countDown);
        assertFalse(pool.close(Duration.ZERO));
        await(told);
        release.countDown();
        assertEquals("dropped", failures.remove(0).getMessage());
    }

    @Test
    void aThreadThatCannotBeStartedIsDoneWithoutIfThereIsOne() {
        AtomicInteger started = new AtomicInteger();
        pool = pool(body -> {
            if (started.incrementAndGet() > 1) {
                throw new OutOfMemoryError("unable to create native thread");
            }
            return new Thread(body);
        });
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch all = new CountDownLatch(2);
        for (int i = 0; i < 2; i++) {
            pool.execute(
                    () -> {
                        await(release);
                        all.countDown();
                    },
                    NOT_DROPPED);
        }
        assertEquals(1, pool.threads());
        release.countDown();
        await(all);
        assertEquals(2, started.get());
    }

    @Test
    void withoutAnyThreadAJobIsRefused() {
        AtomicInteger started = new AtomicInteger();
        pool = pool(body -> {
            if (started.incrementAndGet() == 1) {
                throw new OutOfMemoryError("unable to create native thread");
            }
            return new Thread(body);
        });
        assertThrows(RejectedExecutionException.class, () -> pool.execute(() -> {}, NOT_DROPPED));
        assertEquals(0, pool.queued());
        runOne();
    }

    /**
     * Tokio #8056: a pool notified an idle thread. A job that came before that thread woke counted on the same thread,
     * and was stranded when the first job blocked. Here the two jobs meet, so each must have a thread.
     */
    @Test
    void aJobThatComesWhileAnIdleThreadIsWakingGetsAThreadOfItsOwn() throws Exception {
        for (int round = 0; round < 500; round++) {
            BlockingPool fresh = pool(2);
            CountDownLatch warm = new CountDownLatch(1);
            fresh.execute(warm::countDown, NOT_DROPPED);
            await(warm);
            if (round % 2 == 0) {
                while (fresh.idle() == 0) {
                    Thread.onSpinWait();
                }
            }
            CyclicBarrier meeting = new CyclicBarrier(3);
            Runnable meet = () -> {
                try {
                    meeting.await(30, TimeUnit.SECONDS);
                } catch (Exception e) {
                    failures.add(e);
                }
            };
            fresh.execute(meet, NOT_DROPPED);
            fresh.execute(meet, NOT_DROPPED);
            meeting.await(30, TimeUnit.SECONDS);
            assertTrue(fresh.close(LONG));
        }
    }

    @Test
    void everyJobOfManyThreadsEndsInExactlyOneWay() throws Exception {
        for (int round = 0; round < 50; round++) {
            BlockingPool fresh =
                    new BlockingPool("many", 3, 10, Duration.ofNanos(round * 1_000L), (f, w) -> failures.add(f));
            ConcurrentLinkedQueue<AtomicInteger> ends = new ConcurrentLinkedQueue<>();
            List<Thread> submitters = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                Thread submitter = new Thread(() -> {
                    for (int j = 0; j < 200; j++) {
                        AtomicInteger end = new AtomicInteger();
                        ends.add(end);
                        BlockingJob job = fresh.execute(end::incrementAndGet, end::incrementAndGet);
                        if (j % 5 == 0 && job.cancel()) {
                            end.incrementAndGet();
                        }
                    }
                });
                submitters.add(submitter);
                submitter.start();
            }
            if (round % 2 == 0) {
                for (Thread submitter : submitters) {
                    submitter.join();
                }
            }
            assertTrue(fresh.close(LONG));
            for (Thread submitter : submitters) {
                submitter.join();
            }
            assertEquals(600, ends.size());
            assertTrue(ends.stream().allMatch(end -> end.get() == 1));
        }
    }

    @Test
    void worksOnVirtualThreadsWhereThereAreSome() {
        ThreadFactory virtual = BlockingThreads.virtual("virtual");
        assertEquals(Runtime.version().feature() >= 21, virtual != null);
        Assumptions.assumeTrue(virtual != null);
        pool = pool(virtual);
        runOne();
        awaitIdle(1);
        runOne();
    }

    /** Refuses threads, as the system does when it has no more. */
    private static final class Refusing implements ThreadFactory {

        private final AtomicBoolean refuses = new AtomicBoolean(true);

        @Override
        public Thread newThread(Runnable body) {
            return new Thread(body) {
                @Override
                public void start() {
                    if (refuses.get()) {
                        throw new OutOfMemoryError("unable to create native thread");
                    }
                    super.start();
                }
            };
        }
    }

    @Test
    void aRefusedThreadFailsTheOneJobAndTheNextOneRuns() {
        Refusing threads = new Refusing();
        pool = pool(threads);
        assertThrows(RejectedExecutionException.class, () -> pool.execute(() -> {}, NOT_DROPPED));
        assertEquals(0, pool.threads());
        assertEquals(0, pool.queued());
        threads.refuses.set(false);
        runOne();
    }

    @Test
    void aJobThatMustRunWaitsForTheNextThread() {
        Refusing threads = new Refusing();
        pool = pool(threads);
        CountDownLatch ran = new CountDownLatch(1);
        pool.executeSurely(ran::countDown);
        assertEquals(1, pool.queued());
        threads.refuses.set(false);
        runOne();
        await(ran);
    }

    @Test
    void aJobThatMustRunAndFoundNoThreadIsRunByWhoeverCloses() {
        pool = pool(new Refusing());
        CountDownLatch ran = new CountDownLatch(1);
        pool.executeSurely(ran::countDown);
        assertTrue(pool.close(LONG));
        await(ran);
    }

    @Test
    void aThreadSurvivesAJobAndAHandlerThatThrowErrors() {
        pool = new BlockingPool("test-blocking", 1, 2, LONG, (failure, where) -> {
            throw new LinkageError("planted, in the handler");
        });
        for (Error planted :
                List.of(new StackOverflowError("planted"), new OutOfMemoryError("planted"), new ThreadDeath())) {
            pool.execute(
                    () -> {
                        throw planted;
                    },
                    NOT_DROPPED);
        }
        runOne();
        assertEquals(1, pool.threads());
    }
}
