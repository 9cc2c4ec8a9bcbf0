package io.nagare.engine.scheduler;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicReference;

/** Runs actors at the same time, round after round, on threads of their own. */
public final class Race {

    /** One side of a race. */
    @FunctionalInterface
    public interface Actor {
        void act(int round) throws Exception;
    }

    private Race() {}

    /** Runs rounds: in each first {@code before}, then all actors at once, then {@code after}. */
    public static void run(int rounds, Actor before, Actor after, Actor... actors) throws Exception {
        AtomicReference<Throwable> failure = new AtomicReference<>();
        CyclicBarrier barrier = new CyclicBarrier(actors.length + 1);
        List<Thread> threads = new ArrayList<>();
        for (Actor actor : actors) {
            Thread thread = new Thread(() -> take(actor, rounds, barrier, failure));
            thread.setDaemon(true);
            thread.start();
            threads.add(thread);
        }
        for (int round = 0; round < rounds && failure.get() == null; round++) {
            before.act(round);
            await(barrier);
            await(barrier);
            if (failure.get() == null) {
                after.act(round);
            }
        }
        barrier.reset();
        for (Thread thread : threads) {
            thread.join();
        }
        if (failure.get() != null) {
            throw new AssertionError(failure.get());
        }
    }

    private static void take(Actor actor, int rounds, CyclicBarrier barrier, AtomicReference<Throwable> failure) {
        for (int round = 0; round < rounds && await(barrier); round++) {
            try {
                actor.act(round);
            } catch (Throwable thrown) {
                failure.compareAndSet(null, thrown);
            }
            await(barrier);
        }
    }

    private static boolean await(CyclicBarrier barrier) {
        try {
            barrier.await();
            return true;
        } catch (BrokenBarrierException over) {
            return false;
        } catch (InterruptedException interrupt) {
            throw new AssertionError(interrupt);
        }
    }
}
