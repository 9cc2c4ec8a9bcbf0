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
 * Runs actions at the same moment, each on a thread of its own, round after round. It stops at the first failure.
 *
 * <pre>{@code
 * Race.of(subscription::cancel, () -> subscription.request(1))
 *         .before(this::subscribe)
 *         .after(this::checkNothingLeaked)
 *         .run();
 * }</pre>
 *
 * <p>Not thread-safe: one thread configures and runs a race. That thread also runs the preparation before each round
 * and the check after it. The actions see what that thread wrote before the round. After the round, that thread sees
 * what the actions wrote.
 *
 * @since 0.1
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
     * Makes a race between actions, each of which runs once in a round.
     *
     * @param actions two or more
     * @throws IllegalArgumentException if there are fewer than two actions
     */
    public static Race of(Runnable... actions) {
        if (actions.length < 2) {
            throw new IllegalArgumentException("a race needs two actions or more, but was given " + actions.length);
        }
        return new Race(List.of(actions));
    }

    /**
     * Sets the number of rounds, which is 1,000 by default.
     *
     * @param count at least 1
     * @throws IllegalArgumentException if {@code count} is less than 1
     */
    public Race rounds(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("a race needs at least 1 round, but was given " + count);
        }
        rounds = count;
        return this;
    }

    /**
     * Sets how long a round may take before it counts as stuck, which is 10 seconds by default.
     *
     * @param longest more than 0
     * @throws IllegalArgumentException if {@code longest} is not more than 0
     */
    public Race limit(Duration longest) {
        limit = Monitor.checkedLimit(longest);
        return this;
    }

    /** Sets the preparation, which runs before each round. */
    public Race before(Runnable preparation) {
        before = requireNonNull(preparation, "preparation");
        return this;
    }

    /** Sets the check, which runs after each round in which no action failed. */
    public Race after(Runnable check) {
        after = requireNonNull(check, "check");
        return this;
    }

    /**
     * Runs the rounds, up to the first failure.
     *
     * @throws AssertionError if a preparation, an action or a check failed. The message names the round and the action,
     *     and the failure is the cause. Also if a round took longer than the limit, or the calling thread was
     *     interrupted. After a round that took too long, suppressed exceptions show where each thread was, and the
     *     threads are interrupted and left running
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

    /** One run of a race. The barrier has one party for each action, and one for the thread that runs the race. */
    private final class Rounds {

        private final CyclicBarrier barrier = new CyclicBarrier(actions.size() + 1);

        /** How many threads of actions have woken up so far, counted over all rounds. */
        private final AtomicLong awake = new AtomicLong();

        /**
         * The failure of each action. Plain: the action's thread writes it, and the barrier orders that before the read
         * between rounds.
         */
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

        /** The body of an action's thread. */
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
                // Clears an interrupt of the action, which must not end the wait for the next round.
                Thread.interrupted();
            }
        }

        /**
         * Makes all threads begin at once. The barrier wakes them one after the other, so those that are awake spin
         * until all are.
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
         * Delays the actions by a few instructions, differently in each round, so that the first action is not always
         * the same one.
         */
        private void stagger(int round, int index) {
            for (int spins = round * (2 * index + 1) % 32; spins > 0; spins--) {
                Thread.onSpinWait();
            }
        }
    }
}
