package io.nagare.nats;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * What this program knows of the key of a watch. Immutable.
 *
 * @param version counts what subscribers are shown
 * @param revision the number of the last message of the key that is known here, 0 for none
 * @param value null if the key has none; otherwise the last one that could be decoded
 * @param failure why subscribers fail, if they do
 * @param closed whether nothing changes any more
 */
record Known<T>(long version, long revision, @Nullable T value, @Nullable Throwable failure, boolean closed) {

    /** Returns the value, or throws the failure. */
    T get() {
        if (failure != null) {
            throw unchecked();
        }
        return requireNonNull(value);
    }

    RuntimeException unchecked() {
        return failure instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(failure);
    }
}
