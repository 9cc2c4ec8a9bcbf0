package io.nagare.sync;

import static java.util.Objects.requireNonNull;

import io.nagare.Many;
import io.nagare.One;

/**
 * A signal to stop, which can be given once, to any number of streams (Tokio's {@code CancellationToken}). Tokens form
 * a tree. Cancelling a token cancels all its descendants, and never its parent. A child that nothing refers to is
 * forgotten, so a long-lived token may have a child for each request.
 *
 * <pre>{@code
 * CancellationToken server = CancellationToken.create();
 * Many.fromIterable(orders).spawnEach(100, order -> server.child().runUntilCancelled(process(order)));
 * server.cancel();
 * }</pre>
 *
 * @since 0.1
 */
public interface CancellationToken extends AutoCloseable {

    /** Makes a token without a parent. */
    static CancellationToken create() {
        return SynchronizationEngines.engine().cancellationToken();
    }

    /**
     * Makes a token that is cancelled with this one, and can be cancelled alone. A child of a cancelled token starts
     * out cancelled.
     */
    CancellationToken child();

    /** Cancels this token and all its descendants. Calling it again does nothing. */
    void cancel();

    /** Whether this token was cancelled, itself or through its parent. */
    boolean isCancelled();

    /** Completes when this token is cancelled. Demand: none is needed; it waits from the subscription on. */
    One<Void> cancelled();

    /**
     * Mirrors a stream until this token is cancelled. Then cancels the stream and completes. If the token was cancelled
     * before the subscription, nothing of the stream passes.
     */
    @SuppressWarnings("overloads") // nobody writes a stream as a lambda
    default <T> One<T> runUntilCancelled(One<T> stream) {
        return requireNonNull(stream, "stream").takeUntil(cancelled());
    }

    /** As {@link #runUntilCancelled(One)}. */
    @SuppressWarnings("overloads") // as above
    default <T> Many<T> runUntilCancelled(Many<T> stream) {
        return requireNonNull(stream, "stream").takeUntil(cancelled());
    }

    /** Cancels this token, so that it can be bound to a block of code. */
    @Override
    default void close() {
        cancel();
    }
}
