package io.nagare;

import io.nagare.driver.DiscardingSubscription;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;

/** Disposes of items that a subscriber of this package has taken and cannot deliver. */
final class Discards {

    private Discards() {}

    /** Lets the stream discard the item, or closes the item if the stream is foreign. Any thread may call it. */
    static void discard(Object item, @Nullable Subscription upstream) {
        if (upstream instanceof DiscardingSubscription stream) {
            stream.discard(item);
        } else if (item instanceof AutoCloseable resource) {
            try {
                resource.close();
            } catch (Throwable failure) {
                Nagare.current().driver().unseen(failure, "closing an item that nobody got");
            }
        }
    }
}
