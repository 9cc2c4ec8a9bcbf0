package io.nagare.bench.yard;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The works on the JDK's own scheduler, in the mode that its documentation recommends for event-style tasks (first in,
 * first out). Tasks wait through a {@link CompletableFuture}; the broadcast is a {@link SubmissionPublisher}.
 */
final class ForkJoinWorks implements Works {

    private final ForkJoinPool pool;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    ForkJoinWorks(int workers) {
        pool = new ForkJoinPool(workers, ForkJoinPool.defaultForkJoinWorkerThreadFactory, null, true);
    }

    @Override
    public List<Work> find(WorkName name, Arguments arguments) {
        return switch (name) {
            case SPAWN_MANY_LOCAL -> one(name, Sizes.SPAWNS, this::spawnManyLocal);
            case SPAWN_MANY_REMOTE -> one(name, Sizes.SPAWNS, this::spawnManyRemote);
            case YIELD_MANY -> one(name, (long) Sizes.YIELDING_TASKS * Sizes.YIELDS, this::yieldMany);
            case PING_PONG -> one(name, Sizes.PING_PONGS, this::pingPong);
            case CHAINED_SPAWN -> one(name, Sizes.CHAIN, this::chainedSpawn);
            case BROADCAST -> List.of(Work.broadcast(arguments, this::broadcast));
            case SLEEP_MANY -> List.of(new Work("sleep_many millis=1..10", Sizes.SLEEPS, this::sleepMany));
            case TIMER_CHURN -> List.of(
                    new Work("timer_churn (arm and cancel a far timeout)", Sizes.TIMEOUTS, this::timerChurn));
            case MPSC -> List.of(Work.mpsc(arguments, this::mpsc));
            case FS -> List.of();
        };
    }

    private static List<Work> one(WorkName name, long operations, Runnable once) {
        return List.of(new Work(name.label(), operations, once));
    }

    private void spawnManyLocal() {
        CompletableFuture<@Nullable Void> done = new CompletableFuture<>();
        pool.execute(() -> {
            AtomicInteger left = new AtomicInteger(Sizes.SPAWNS);
            for (int i = 0; i < Sizes.SPAWNS; i++) {
                ForkJoinTask.adapt(() -> {
                            if (left.decrementAndGet() == 0) {
                                done.complete(null);
                            }
                        })
                        .fork();
            }
        });
        done.join();
    }

    private void spawnManyRemote() {
        List<ForkJoinTask<?>> tasks = new ArrayList<>(Sizes.SPAWNS);
        for (int i = 0; i < Sizes.SPAWNS; i++) {
            tasks.add(pool.submit(() -> {}));
        }
        tasks.forEach(ForkJoinTask::join);
    }

    private void yieldMany() {
        CountDownLatch ended = new CountDownLatch(Sizes.YIELDING_TASKS);
        for (int i = 0; i < Sizes.YIELDING_TASKS; i++) {
            pool.execute(new Again(Sizes.YIELDS, ended));
        }
        await(ended);
    }

    private void pingPong() {
        CountDownLatch done = new CountDownLatch(1);
        AtomicInteger left = new AtomicInteger(Sizes.PING_PONGS);
        pool.execute(() -> {
            for (int i = 0; i < Sizes.PING_PONGS; i++) {
                pool.execute(() -> ping(left, done));
            }
        });
        await(done);
    }

    private void ping(AtomicInteger left, CountDownLatch done) {
        CompletableFuture<@Nullable Void> ping = new CompletableFuture<>();
        CompletableFuture<@Nullable Void> pong = new CompletableFuture<>();
        ping.thenRunAsync(() -> pong.complete(null), pool);
        pong.thenRunAsync(
                () -> {
                    if (left.decrementAndGet() == 0) {
                        done.countDown();
                    }
                },
                pool);
        ping.complete(null);
    }

    private void chainedSpawn() {
        CountDownLatch done = new CountDownLatch(1);
        spawnNext(Sizes.CHAIN, done);
        await(done);
    }

    private void spawnNext(int left, CountDownLatch done) {
        pool.execute(() -> {
            if (left == 0) {
                done.countDown();
            } else {
                spawnNext(left - 1, done);
            }
        });
    }

    private void broadcast(int receivers) {
        CountDownLatch ended = new CountDownLatch(receivers);
        try (SubmissionPublisher<Long> values = new SubmissionPublisher<>(pool, Sizes.BROADCAST_CAPACITY)) {
            for (int i = 0; i < receivers; i++) {
                values.subscribe(new Receiver(Sizes.BROADCAST_SUM, ended));
            }
            pool.submit(() -> {
                        for (long i = 0; i < Sizes.BROADCAST_VALUES; i++) {
                            values.submit(i);
                        }
                    })
                    .join();
        }
        await(ended);
    }

    /**
     * Each producer has a thread of its own outside the pool. If several waited for room inside the pool, they would
     * leave no thread for the receiver.
     */
    private void mpsc(int producers, int capacity) {
        int each = Sizes.MPSC_VALUES / producers;
        CountDownLatch ended = new CountDownLatch(1);
        try (SubmissionPublisher<Long> values = new SubmissionPublisher<>(pool, capacity)) {
            values.subscribe(new Receiver(Sizes.sum(each) * producers, ended));
            List<CompletableFuture<@Nullable Void>> tasks = new ArrayList<>(producers);
            for (int i = 0; i < producers; i++) {
                tasks.add(CompletableFuture.runAsync(
                        () -> {
                            for (long value = 0; value < each; value++) {
                                values.submit(value);
                            }
                        },
                        threads));
            }
            tasks.forEach(CompletableFuture::join);
        }
        await(ended);
    }

    private void sleepMany() {
        List<CompletableFuture<@Nullable Void>> sleeps = new ArrayList<>(Sizes.SLEEPS);
        for (int i = 0; i < Sizes.SLEEPS; i++) {
            sleeps.add(CompletableFuture.runAsync(
                    () -> {},
                    CompletableFuture.delayedExecutor(Sizes.sleepMillis(i), TimeUnit.MILLISECONDS, pool)));
        }
        sleeps.forEach(CompletableFuture::join);
    }

    private void timerChurn() {
        CompletableFuture<@Nullable Void> done = new CompletableFuture<>();
        pool.execute(() -> timeoutNext(Sizes.TIMEOUTS, done));
        done.join();
    }

    /** A future with a timeout, completed by the next task, and then the next. */
    private void timeoutNext(int left, CompletableFuture<@Nullable Void> done) {
        if (left == 0) {
            done.complete(null);
            return;
        }
        CompletableFuture<@Nullable Void> yielded = new CompletableFuture<>();
        yielded.orTimeout(Sizes.TIMEOUT_SECONDS, TimeUnit.SECONDS);
        pool.execute(() -> {
            yielded.complete(null);
            timeoutNext(left - 1, done);
        });
    }

    static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for a work to end", interrupt);
        }
    }

    @Override
    public void close() {
        pool.shutdownNow();
        threads.shutdownNow();
    }

    /** A task that goes to the back of the queue again and again. */
    private final class Again implements Runnable {

        private int left;
        private final CountDownLatch ended;

        Again(int times, CountDownLatch ended) {
            this.left = times;
            this.ended = ended;
        }

        @Override
        public void run() {
            if (left-- == 0) {
                ended.countDown();
            } else {
                pool.execute(this);
            }
        }
    }

    /** Sums the values that it gets, with unbounded demand. */
    private static final class Receiver implements Flow.Subscriber<Long> {

        private final long expected;
        private final CountDownLatch ended;
        private long sum;

        Receiver(long expected, CountDownLatch ended) {
            this.expected = expected;
            this.ended = ended;
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(Long value) {
            sum += value;
        }

        @Override
        public void onError(Throwable failure) {
            throw new IllegalStateException("a receiver failed", failure);
        }

        @Override
        public void onComplete() {
            Sizes.check("a receiver", expected, sum);
            ended.countDown();
        }
    }
}
