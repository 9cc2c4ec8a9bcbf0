package io.nagare.driver;

import org.reactivestreams.Subscription;

/**
 * The subscription of a foreign subscriber to a stream of this library. It also discards items that the subscriber took
 * and does not want after all. An example is the rest in the buffer of a consumer that gave up.
 *
 * @since 0.1
 */
public interface DiscardingSubscription extends Subscription {

    /**
     * Discards an item as the stream discards items: by its {@code doOnDiscard}, or by closing the item. Any thread may
     * call it. The stream's strand does it.
     */
    void discard(Object item);

    /**
     * Requests items, for a thread that has nothing else to do than wait for them. The thread runs the stream if the
     * stream waits for nothing but demand and no other thread runs it. It does not if a socket, a timer or another
     * thread has ever driven the stream.
     *
     * @return whether the calling thread has run the stream
     */
    boolean requestAndHelp(long n);

    /**
     * Whether only demand has driven the stream so far, so that {@link #requestAndHelp} runs it. False after another
     * thread has brought an item. Any thread may call it.
     */
    boolean isDrivenByDemand();

    /**
     * Whether a thread runs the stream now. Then an item may have come just after the caller looked, and the caller is
     * told only at the end of the run. Any thread may call it.
     */
    boolean isRunning();

    /**
     * Does a piece of work when the stream has sent all items that it can send now. So a subscriber does such work once
     * for many items, and not once for each. Called only from within {@code onNext}, if the work is not due already.
     * The same thread does it, before or after the end of the stream.
     */
    void afterRun(AfterRun task);
}
