package io.nagare.sync;

import static java.util.Objects.requireNonNull;

import io.nagare.Many;
import io.nagare.One;

/**
 * A signal to stop, which can be given once, to any number of streams (Tokio's {@code CancellationToken}). Tokens form
 * a tree: one that is cancelled cancels its children and theirs, and never its parent. A child that nobody refers to
 * any more is forgotten, so a token that lives long may have a child for each request.
 *
 * <pre>{@code
 * CancellationToken server = CancellationToken.create();
 * Many.fromIterable(orders).spawnEach(100, order -> server.child().runUntilCancelled(process(order)));
 * server.cancel();
 * }</pre>
 */
public interface CancellationToken extends AutoCloseable {

    /** A token with no parent. */
    static CancellationToken create() {
        return SynchronizationEngines.engine().cancellationToken();
    }

    /**
     * A token that is cancelled with this one, and can be cancelled alone; of a cancelled token the child is so from
     * the start.
     */
    CancellationToken child();

    /** Cancels this token and all that descend from it. Calling it again does nothing. */
    void cancel();

    /** Whether this token was cancelled, by itself or through its parent. */
    boolean isCancelled();

    /** Completes when this token is cancelled. Demand: none is needed, it waits from the subscription on. */
    One<Void> cancelled();

    /**
     * The stream until this token is cancelled: then the stream is cancelled too, and this completes. Nothing of it
     * passes if the token was cancelled before the subscription.
     */
    default <T> One<T> runUntilCancelled(One<T> stream) {
        return requireNonNull(stream, "stream").takeUntil(cancelled());
    }

    /** As {@link #runUntilCancelled(One)}. */
    default <T> Many<T> runUntilCancelled(Many<T> stream) {
        return requireNonNull(stream, "stream").takeUntil(cancelled());
    }

    /** Cancels, so that a token can be bound to a block of code. */
    @Override
    default void close() {
        cancel();
    }
}
