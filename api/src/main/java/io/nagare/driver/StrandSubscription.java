package io.nagare.driver;

/**
 * The sending side of the protocol of a strand, as seen by the subscriber. All calls are made by the thread that runs
 * the strand.
 */
public interface StrandSubscription {

    /**
     * Adds to the demand.
     *
     * @param n how many more items may be sent, at least 1; sums saturate at {@link Long#MAX_VALUE}, which means that
     *     demand is not counted any more (Reactive Streams 3.17)
     */
    void request(long n);

    /**
     * Ends the subscription. When this returns, no further signal is sent and what the source held is released or
     * handed back. Calling it again does nothing.
     */
    void cancel();

    /**
     * Puts back the item that is being sent, because it has found its subscriber cancelled by another thread. A source
     * whose items can go to somebody else takes it, so that it is not lost; {@link #cancel()} follows. Asked within
     * {@code onNext} and for that item alone; a stage that passes items on asks its upstream. By default nothing is
     * taken back.
     *
     * @param item what the subscriber was given; the source's own if no stage has made another of it
     * @return whether the item is with the source again; if not, the caller discards it
     */
    default boolean takeBack(Object item) {
        return false;
    }
}
