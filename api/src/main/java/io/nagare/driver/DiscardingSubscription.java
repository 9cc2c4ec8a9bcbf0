package io.nagare.driver;

import org.reactivestreams.Subscription;

/**
 * The subscription that a subscriber outside of this library has to a stream of this library. Besides what Reactive
 * Streams asks for, it disposes of items that the subscriber took and does not want after all, such as those that a
 * buffer still held when its owner gave up.
 */
public interface DiscardingSubscription extends Subscription {

    /**
     * Has an item disposed of as the stream disposes of those that it can't deliver: by its {@code doOnDiscard}, or by
     * closing it. Any thread; the stream's strand does it.
     */
    void discard(Object item);

    /**
     * As {@code request}, for a thread that has nothing to do but wait for items: it works for the stream if that waits
     * for nothing else than demand, and nobody else is at it. It does not if the stream has ever been driven by a
     * socket, a timer or another thread.
     *
     * @return whether it has worked for the stream
     */
    boolean requestAndHelp(long n);

    /**
     * Whether only demand has driven the stream so far. Then {@link #requestAndHelp} works for it. Any thread. After an
     * item that another thread has brought, this is false.
     */
    boolean isDrivenByDemand();

    /**
     * Whether the stream is being run at the moment. Then an item may be there that a look came too early for, of which
     * nobody is told before the end of the run. Any thread.
     */
    boolean isRunning();

    /**
     * Has something done when the stream has sent what there is to be sent for now, so that a subscriber does once for
     * many items what it would do for each. Called from within {@code onNext} alone, if it is not due already; done by
     * the same thread, before or after the end of the stream.
     */
    void afterRun(AfterRun task);
}
