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
     * Ends the subscription. When this returns, no further signal is sent and what the source held is released or handed
     * back. Calling it again does nothing.
     */
    void cancel();
}
