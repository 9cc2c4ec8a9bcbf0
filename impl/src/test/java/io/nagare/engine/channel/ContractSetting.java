package io.nagare.engine.channel;

import io.nagare.Nagare;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;

/**
 * Where a {@link ChannelContract} is played. The test's thread calls it, outside of streams. Without another one it is
 * {@link OnThreads}.
 */
public interface ContractSetting {

    /**
     * Does steps one after the other, beside other actors.
     *
     * @param steps how many
     * @param step called with 0 to {@code steps - 1}; it must not wait
     */
    record Actor(int steps, IntConsumer step) {

        /** An actor with one step. */
        public static Actor once(Runnable step) {
            return new Actor(1, number -> step.run());
        }
    }

    /** What a test does with another runtime. */
    @FunctionalInterface
    interface WithRuntime {
        void run(Nagare runtime) throws Exception;
    }

    /** Waits until a condition holds, or for a limit that only a lost wake-up reaches. */
    void eventually(BooleanSupplier happened) throws InterruptedException;

    /** Waits for the result of a future that must end, up to the same limit. */
    <T> T get(CompletableFuture<T> future) throws Exception;

    /** Lets actors do their steps at once, and waits for them. Fails if a step fails. */
    void atOnce(List<Actor> actors) throws Exception;

    /** Lends another runtime than that of the test's thread. */
    void withOtherRuntime(WithRuntime use) throws Exception;

    /** How often something is done here that is done so many times on threads, where chance decides the order. */
    int times(int onThreads);
}
