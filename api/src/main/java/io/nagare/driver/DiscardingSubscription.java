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
}
