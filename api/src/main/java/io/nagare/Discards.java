package io.nagare;

import io.nagare.driver.DiscardingSubscription;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;

/** What becomes of an item that a subscriber of this package has taken and then cannot give to anybody. */
final class Discards {

    private Discards() {}

    /** Has the stream discard it, or closes it if the stream is not one of ours. Any thread. */
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
