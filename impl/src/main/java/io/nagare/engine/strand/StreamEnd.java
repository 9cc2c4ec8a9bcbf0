package io.nagare.engine.strand;

import io.nagare.driver.StrandSubscriber;
import org.jspecify.annotations.Nullable;

/** The end of a stream as data: its failure, or null if it has completed. */
public final class StreamEnd {

    private StreamEnd() {}

    /** Sends the terminal signal: the failure, or the completion without one. On the subscriber's strand. */
    public static void send(StrandSubscriber<?> subscriber, @Nullable Throwable failure) {
        if (failure == null) {
            subscriber.onComplete();
        } else {
            subscriber.onError(failure);
        }
    }
}
