package io.nagare.engine.sync;

import io.nagare.Nagare;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Rounds of seeded random work by several threads. They last half a second, or as many seconds as the system property
 * {@code nagare.storm.seconds} says. A failure names the seed of its round.
 */
final class Storm implements AutoCloseable {

    /** Only a lost wake-up makes anything here wait that long. */
    static final Duration LIMIT = Duration.ofSeconds(20);

    private static final int THREADS = 3;

    /** The work of one thread in a round. */
    interface Part {
        void play(SplittableRandom random) throws Exception;
    }

    /** Prepares a round, and returns the part that each thread plays and the check in the end. */
    interface Round {
        Play set(SplittableRandom random);
    }

    record Play(Part part, Callable<?> inTheEnd) {}

    private final Nagare nagare = Nagare.multiThread().workers(2).name("storm").start();
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

    Nagare nagare() {
        return nagare;
    }

    void rage(long firstSeed, Round round) throws Exception {
        long millis = Math.max(500, 1_000 * Long.getLong("nagare.storm.seconds", 0));
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        for (long seed = firstSeed; System.nanoTime() < end; seed++) {
            try {
                play(seed, round);
            } catch (Exception | AssertionError failure) {
                throw new AssertionError("in the round with seed " + seed, failure);
            }
        }
    }

    private void play(long seed, Round round) throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        Play play = round.set(random);
        List<Future<?>> parts = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            SplittableRandom own = random.split();
            parts.add(threads.submit(() -> {
                play.part().play(own);
                return null;
            }));
        }
        for (Future<?> part : parts) {
            try {
                part.get(2 * LIMIT.toSeconds(), TimeUnit.SECONDS);
            } catch (ExecutionException failure) {
                throw new AssertionError(failure.getCause());
            }
        }
        play.inTheEnd().call();
    }

    /** Spins for a random short time, so that two threads meet at different places. */
    static void dawdle(SplittableRandom random) {
        for (int spins = random.nextInt(random.nextInt(10) == 0 ? 2_000 : 50); spins > 0; spins--) {
            Thread.onSpinWait();
        }
    }

    /** Waits until a thread has ended. */
    static void join(Thread thread) {
        try {
            thread.join(LIMIT.toMillis());
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        nagare.close(LIMIT);
    }
}
