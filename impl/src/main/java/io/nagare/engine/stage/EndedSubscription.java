package io.nagare.engine.stage;

import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import io.nagare.engine.strand.LateFailure;
import io.nagare.engine.strand.StreamEnd;
import org.jspecify.annotations.Nullable;

/**
 * The subscription of a stream that ends at once, unless it is cancelled within {@code onSubscribe}. Called on the
 * strand.
 */
public final class EndedSubscription implements StrandSubscription {

    private boolean cancelled;

    private EndedSubscription() {}

    /** Calls {@code onSubscribe} and completes. */
    public static void complete(StrandSubscriber<?> subscriber) {
        end(subscriber, null);
    }

    /** Calls {@code onSubscribe} and fails. */
    public static void fail(StrandSubscriber<?> subscriber, Throwable failure) {
        end(subscriber, failure);
    }

    /**
     * Calls {@code onSubscribe} and fails because a user's function has thrown. If the subscriber has cancelled by now,
     * the failure goes to the runtime.
     */
    public static void threw(StrandSubscriber<?> subscriber, Throwable failure) {
        EndedSubscription subscription = new EndedSubscription();
        subscriber.onSubscribe(subscription);
        if (subscription.cancelled) {
            LateFailure.tell(failure);
        } else {
            subscriber.onError(failure);
        }
    }

    private static void end(StrandSubscriber<?> subscriber, @Nullable Throwable failure) {
        EndedSubscription subscription = new EndedSubscription();
        subscriber.onSubscribe(subscription);
        if (subscription.cancelled) {
            return;
        }
        StreamEnd.send(subscriber, failure);
    }

    @Override
    public void request(long n) {}

    @Override
    public void cancel() {
        cancelled = true;
    }
}
