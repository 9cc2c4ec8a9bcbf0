package io.nagare.driver;

/**
 * The sending side of the protocol of a strand, as the subscriber sees it. The thread that runs the strand makes all
 * calls.
 *
 * @since 0.1
 */
public interface StrandSubscription {

    /**
     * Adds to the demand.
     *
     * @param n how many more items may be sent, at least 1; sums saturate at {@link Long#MAX_VALUE}, which means
     *     unbounded (Reactive Streams 3.17)
     */
    void request(long n);

    /**
     * Ends the subscription. When this returns, no further signal is sent, and what the source held is released or
     * handed back. Calling it again does nothing.
     */
    void cancel();

    /**
     * Puts back the item that is being sent, because another thread has cancelled its subscriber. A source that can
     * give its items to another subscriber takes the item, so that it is not lost. {@link #cancel()} follows. Called
     * only within {@code onNext} and for that item. A stage that passes items on asks its upstream. By default nothing
     * is taken back.
     *
     * @param item the item that the subscriber was given; it is the source's own if no stage has mapped it
     * @return whether the item is with the source again; if not, the caller discards it
     */
    default boolean takeBack(Object item) {
        return false;
    }
}
