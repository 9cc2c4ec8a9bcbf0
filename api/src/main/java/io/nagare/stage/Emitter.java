package io.nagare.stage;

/**
 * The pushing end of {@code Many.create} and {@code One.create}; the first item ends a {@code One}. May be used from
 * any number of threads at once; signals are put in order.
 *
 * @param <T> what is emitted
 */
public interface Emitter<T> {

    /**
     * Emits an item; without demand it waits in the buffer, and without room there the policy decides.
     *
     * @return {@code false} if the item was not taken, because of the policy or because the stream has ended; it is the
     *     caller's then
     */
    boolean emit(T item);

    /** Ends the stream after what has been emitted. Does nothing if it has ended. */
    void complete();

    /** Fails the stream after what has been emitted. If it has ended, the failure goes to the runtime's handler. */
    void error(Throwable failure);

    /** Whether the stream has ended or was cancelled. */
    boolean isClosed();

    /** How many items may be emitted without waiting in the buffer. */
    long demand();

    /**
     * Sets what is called once, on the stream's strand, when the subscriber cancels, or at once if it has; also called
     * when the stream ends. At most one can be set.
     */
    void onClose(Runnable action);
}
