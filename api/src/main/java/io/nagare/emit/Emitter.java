package io.nagare.emit;

/**
 * The pushing end of {@code Many.create} and {@code One.create}. The first item ends a {@code One}. Any number of
 * threads may use it at once; their signals are put in an order.
 *
 * @param <T> the type of the items
 * @since 0.1
 */
public interface Emitter<T> {

    /**
     * Emits an item. Without demand it waits in the buffer. Without room there, the policy decides.
     *
     * @return {@code false} if the item was not taken, because of the policy or because the stream has ended; it then
     *     belongs to the caller
     */
    boolean emit(T item);

    /** Completes the stream after the items emitted before. Does nothing if the stream has ended. */
    void complete();

    /**
     * Fails the stream after the items emitted before. If it has ended, the failure goes to the runtime's failure
     * handler.
     */
    void error(Throwable failure);

    /** Whether the stream has ended or was cancelled. */
    boolean isClosed();

    /** How many items may be emitted now without waiting in the buffer. */
    long demand();

    /**
     * Sets an action that is called once on the stream's strand, when the subscriber cancels or the stream ends. If
     * either has happened, the calling thread calls it at once.
     *
     * @throws IllegalStateException if an action was set before
     */
    void onClose(Runnable action);
}
