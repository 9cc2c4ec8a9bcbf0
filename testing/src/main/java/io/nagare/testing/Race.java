package io.nagare.testing;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Runs actions at the same moment on threads of their own, round after round, and fails with the first failure.
 *
 * <pre>{@code
 * Race.of(subscription::cancel, () -> subscription.request(1))
 *         .before(this::subscribe)
 *         .after(this::checkNothingLeaked)
 *         .run();
 * }</pre>
 *
 * <p>Not thread-safe: configured and run by one thread, which also runs what comes before and after each round. What it
 * wrote before a round is visible to the actions, and what they wrote is visible to it after the round.
 */
public final class Race {

    private static final int ROUNDS = 1_000;

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final List<Runnable> actions;
    private int rounds = ROUNDS;
    private Duration limit = LIMIT;
    private Runnable before = () -> {};
    private Runnable after = () -> {};

    private Race(List<Runnable> actions) {
        this.actions = actions;
    }

    /**
     * A race between these actions, each of which is run once in a round.
     *
     * @param actions two or more
     */
    public static Race of(Runnable... actions) {
        if (actions.length < 2) {
            throw new IllegalArgumentException("a race needs two actions or more, but was given " + actions.length);
        }
        return new Race(List.of(actions));
    }

    /** How many rounds, at least 1; 1,000 without this. */
    public Race rounds(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("a race needs at least 1 round, but was given " + count);
        }
        rounds = count;
        return this;
    }

    /** How long a round may take before it counts as stuck, more than 0; 10 seconds without this. */
    public Race limit(Duration longest) {
        limit = Monitor.checkedLimit(longest);
        return this;
    }

    /** What prepares a round. */
    public Race before(Runnable preparation) {
        before = requireNonNull(preparation, "preparation");
        return this;
    }

    /** What checks a round; not run after one in which an action failed. */
    public Race after(Runnable check) {
        after = requireNonNull(check, "check");
        return this;
    }

    /**
     * Runs all rounds, or those up to the first failure.
     *
     * @throws AssertionError if anything failed, which is its cause; it names the round and the action. Or if a round
     *     took longer than the limit: then where each thread was at that time is told by suppressed exceptions, and the
     *     threads are interrupted and left
     */
    public void run() {
        Rounds run = new Rounds();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < actions.size(); i++) {
            int index = i;
            Thread thread = new Thread(() -> run.take(index), "race-" + (i + 1));
            thread.setDaemon(true);
            thread.start();
            threads.add(thread);
        }
        try {
            for (int round = 1; round <= rounds; round++) {
                run.round(round, threads);
            }
        } finally {
            threads.forEach(Thread::interrupt);
        }
    }

    private String describe(int round) {
        return "round " + round + " of " + rounds;
    }

    /** One run of a race: the barrier has a party for each action and one for the thread that runs the race. */
    private final class Rounds {

        private final CyclicBarrier barrier = new CyclicBarrier(actions.size() + 1);

        /** How many actions' threads are awake in this round, counted up from round to round. */
        private final AtomicLong awake = new AtomicLong();

        /** For each action; written by its thread, read between rounds. */
        private final @Nullable Throwable[] failures = new Throwable[actions.size()];

        void round(int round, List<Thread> threads) {
            step(round, "the preparation", before);
            try {
                barrier.await(limit.toNanos(), TimeUnit.NANOSECONDS);
                barrier.await(limit.toNanos(), TimeUnit.NANOSECONDS);
            } catch (TimeoutException | BrokenBarrierException stuck) {
                throw stuck(round, threads);
            } catch (InterruptedException interrupt) {
                Thread.currentThread().interrupt();
                throw new AssertionError(describe(round) + ": interrupted while waiting for the actions", interrupt);
            }
            failIfOneFailed(round);
            step(round, "the check", after);
        }

        private void failIfOneFailed(int round) {
            AssertionError failed = null;
            for (int i = 0; i < failures.length; i++) {
                Throwable failure = failures[i];
                if (failure == null) {
                    continue;
                }
                if (failed == null) {
                    failed = failed(round, "action " + (i + 1), failure);
                } else {
                    failed.addSuppressed(failure);
                }
            }
            if (failed != null) {
                throw failed;
            }
        }

        private void step(int round, String what, Runnable step) {
            try {
                step.run();
            } catch (Throwable failure) {
                throw failed(round, what, failure);
            }
        }

        private AssertionError failed(int round, String what, Throwable failure) {
            return new AssertionError(describe(round) + ": " + what + " failed: " + failure, failure);
        }

        private AssertionError stuck(int round, List<Thread> threads) {
            AssertionError stuck = new AssertionError(describe(round) + " did not end within " + limit);
            for (Thread thread : threads) {
                AssertionError place = new AssertionError("where " + thread.getName() + " was");
                place.setStackTrace(thread.getStackTrace());
                stuck.addSuppressed(place);
            }
            return stuck;
        }

        /** An action's thread. */
        void take(int index) {
            try {
                for (int round = 1; round <= rounds; round++) {
                    barrier.await();
                    meet(round);
                    stagger(round, index);
                    act(index);
                    barrier.await();
                }
            } catch (InterruptedException | BrokenBarrierException over) {
                // The race has ended.
            }
        }

        private void act(int index) {
            try {
                actions.get(index).run();
            } catch (Throwable failure) {
                failures[index] = failure;
            } finally {
                // An interrupt was the action's, and must not end the waiting for the next round.
                Thread.interrupted();
            }
        }

        /**
         * The barrier wakes one thread after the other; here those that are awake spin until all are, and go on at
         * once.
         */
        private void meet(int round) {
            long all = (long) round * actions.size();
            awake.incrementAndGet();
            for (int spins = 0; awake.get() < all; spins++) {
                if (spins < 1_000) {
                    Thread.onSpinWait();
                } else {
                    Thread.yield();
                }
            }
        }

        /**
         * Has each round's actions begin a few instructions apart in another way, so that the first is not always the
         * same one.
         */
        private void stagger(int round, int index) {
            for (int spins = round * (2 * index + 1) % 32; spins > 0; spins--) {
                Thread.onSpinWait();
            }
        }
    }
}
