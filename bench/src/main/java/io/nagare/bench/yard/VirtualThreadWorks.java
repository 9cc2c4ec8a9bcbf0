package io.nagare.bench.yard;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The works on virtual threads, a thread for each task, with the JDK's own blocking queues and futures between them.
 * There is no counterpart of a broadcast, and none of a timeout that is armed and cancelled without another thread.
 */
final class VirtualThreadWorks implements Works {

    VirtualThreadWorks(int workers) {
        VirtualThreads.carriers(workers);
        VirtualThreads.start(() -> {});
    }

    @Override
    public List<Work> find(WorkName name, Arguments arguments) {
        return switch (name) {
            case SPAWN_MANY_LOCAL -> one(name, Sizes.SPAWNS, this::spawnManyLocal);
            case SPAWN_MANY_REMOTE -> one(name, Sizes.SPAWNS, this::spawnManyRemote);
            case YIELD_MANY -> one(name, (long) Sizes.YIELDING_TASKS * Sizes.YIELDS, this::yieldMany);
            case PING_PONG -> one(name, Sizes.PING_PONGS, this::pingPong);
            case CHAINED_SPAWN -> one(name, Sizes.CHAIN, this::chainedSpawn);
            case MPSC -> List.of(Work.mpsc(arguments, this::mpsc));
            case SLEEP_MANY -> List.of(new Work("sleep_many millis=1..10", Sizes.SLEEPS, this::sleepMany));
            case BROADCAST, TIMER_CHURN, FS -> List.of();
        };
    }

    private static List<Work> one(WorkName name, long operations, Runnable once) {
        return List.of(new Work(name.label(), operations, once));
    }

    private void spawnManyLocal() {
        CompletableFuture<@Nullable Void> done = new CompletableFuture<>();
        VirtualThreads.start(() -> {
            AtomicInteger left = new AtomicInteger(Sizes.SPAWNS);
            for (int i = 0; i < Sizes.SPAWNS; i++) {
                VirtualThreads.start(() -> {
                    if (left.decrementAndGet() == 0) {
                        done.complete(null);
                    }
                });
            }
        });
        done.join();
    }

    private void spawnManyRemote() {
        List<Thread> threads = new ArrayList<>(Sizes.SPAWNS);
        for (int i = 0; i < Sizes.SPAWNS; i++) {
            threads.add(VirtualThreads.start(() -> {}));
        }
        joinAll(threads);
    }

    private void yieldMany() {
        List<Thread> threads = new ArrayList<>(Sizes.YIELDING_TASKS);
        for (int i = 0; i < Sizes.YIELDING_TASKS; i++) {
            threads.add(VirtualThreads.start(() -> {
                for (int j = 0; j < Sizes.YIELDS; j++) {
                    Thread.yield();
                }
            }));
        }
        joinAll(threads);
    }

    private void pingPong() {
        CountDownLatch done = new CountDownLatch(1);
        AtomicInteger left = new AtomicInteger(Sizes.PING_PONGS);
        VirtualThreads.start(() -> {
            for (int i = 0; i < Sizes.PING_PONGS; i++) {
                VirtualThreads.start(() -> ping(left, done));
            }
        });
        ForkJoinWorks.await(done);
    }

    private static void ping(AtomicInteger left, CountDownLatch done) {
        CompletableFuture<@Nullable Void> ping = new CompletableFuture<>();
        CompletableFuture<@Nullable Void> pong = new CompletableFuture<>();
        VirtualThreads.start(() -> {
            ping.join();
            pong.complete(null);
        });
        ping.complete(null);
        pong.join();
        if (left.decrementAndGet() == 0) {
            done.countDown();
        }
    }

    private void chainedSpawn() {
        CountDownLatch done = new CountDownLatch(1);
        spawnNext(Sizes.CHAIN, done);
        ForkJoinWorks.await(done);
    }

    private static void spawnNext(int left, CountDownLatch done) {
        VirtualThreads.start(() -> {
            if (left == 0) {
                done.countDown();
            } else {
                spawnNext(left - 1, done);
            }
        });
    }

    private void mpsc(int producers, int capacity) {
        BlockingQueue<Long> queue = new ArrayBlockingQueue<>(capacity);
        int each = Sizes.MPSC_VALUES / producers;
        for (int i = 0; i < producers; i++) {
            VirtualThreads.start(() -> uninterrupted(() -> {
                for (long j = 0; j < each; j++) {
                    queue.put(j);
                }
            }));
        }
        joinAll(List.of(VirtualThreads.start(() -> uninterrupted(() -> {
            for (int i = 0; i < each * producers; i++) {
                queue.take();
            }
        }))));
    }

    private void sleepMany() {
        List<Thread> threads = new ArrayList<>(Sizes.SLEEPS);
        for (int i = 0; i < Sizes.SLEEPS; i++) {
            int millis = Sizes.sleepMillis(i);
            threads.add(VirtualThreads.start(() -> uninterrupted(() -> Thread.sleep(millis))));
        }
        joinAll(threads);
    }

    private static void joinAll(List<Thread> threads) {
        uninterrupted(() -> {
            for (Thread thread : threads) {
                thread.join();
            }
        });
    }

    /** Waits without being interrupted, because nothing interrupts these threads. */
    private static void uninterrupted(Waiting waiting) {
        try {
            waiting.run();
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted in the middle of a work", interrupt);
        }
    }

    @Override
    public void close() {}

    /** An action that waits. */
    @FunctionalInterface
    private interface Waiting {

        void run() throws InterruptedException;
    }
}
