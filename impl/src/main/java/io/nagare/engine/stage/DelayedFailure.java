package io.nagare.engine.stage;

import io.nagare.driver.StrandSubscriber;
import org.jspecify.annotations.Nullable;

/** The failure with which a stage that delays errors ends: the first, with the others suppressed. */
final class DelayedFailure {

    private DelayedFailure() {}

    /** Adds a failure to what there is. Returns what there is then. */
    static Throwable add(@Nullable Throwable delayed, Throwable failure) {
        if (delayed == null) {
            return failure;
        }
        if (delayed != failure) {
            delayed.addSuppressed(failure);
        }
        return delayed;
    }

    /** Ends the stream, with the failure if there is one. */
    static void end(StrandSubscriber<?> downstream, @Nullable Throwable failure) {
        if (failure == null) {
            downstream.onComplete();
        } else {
            downstream.onError(failure);
        }
    }
}
