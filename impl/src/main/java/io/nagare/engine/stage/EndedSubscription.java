package io.nagare.engine.stage;

import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import io.nagare.engine.strand.LateFailure;
import org.jspecify.annotations.Nullable;

/** A subscription that has nothing but an end, unless it is cancelled from within {@code onSubscribe}. */
public final class EndedSubscription implements StrandSubscription {

    private boolean cancelled;

    private EndedSubscription() {}

    /** Subscribes to nothing and completes. */
    public static void complete(StrandSubscriber<?> subscriber) {
        end(subscriber, null);
    }

    /** Subscribes to nothing and fails. */
    public static void fail(StrandSubscriber<?> subscriber, Throwable failure) {
        end(subscriber, failure);
    }

    /**
     * A user's function has thrown: subscribes to nothing and fails, or tells the runtime if the subscriber has
     * cancelled by now.
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
        if (failure == null) {
            subscriber.onComplete();
        } else {
            subscriber.onError(failure);
        }
    }

    @Override
    public void request(long n) {}

    @Override
    public void cancel() {
        cancelled = true;
    }
}
