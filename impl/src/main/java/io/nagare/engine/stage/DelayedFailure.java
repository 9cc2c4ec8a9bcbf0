package io.nagare.engine.stage;

import org.jspecify.annotations.Nullable;

/** The failure of a stage that delays errors: the first failure, with the others suppressed. */
public final class DelayedFailure {

    private DelayedFailure() {}

    /** Adds a failure to the delayed one, if there is one. Returns the delayed failure. */
    public static Throwable add(@Nullable Throwable delayed, Throwable failure) {
        if (delayed == null) {
            return failure;
        }
        if (delayed != failure) {
            delayed.addSuppressed(failure);
        }
        return delayed;
    }
}
