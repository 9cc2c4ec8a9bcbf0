package io.nagare.reactor;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Looks whether the Reactor on the path is new enough. Stateless. */
final class Requirement {

    private Requirement() {}

    /**
     * Looks at Reactor's schedulers: older versions cannot be told which threads must not block.
     *
     * @throws IllegalStateException if Reactor is too old
     */
    static void check(Class<?> schedulers) {
        try {
            schedulers.getMethod("registerNonBlockingThreadPredicate", Predicate.class);
        } catch (NoSuchMethodException old) {
            throw new IllegalStateException("nagare-reactor needs Reactor 3.6.11 or newer; " + found(schedulers), old);
        }
    }

    private static String found(Class<?> schedulers) {
        @Nullable Package origin = schedulers.getPackage();
        String version = origin == null ? null : origin.getImplementationVersion();
        return version == null ? "that on the path is older" : "that on the path is " + version;
    }
}
