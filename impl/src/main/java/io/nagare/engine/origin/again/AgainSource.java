package io.nagare.engine.origin.again;

import io.nagare.driver.Deadline;
import io.nagare.driver.Leaf;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import io.nagare.engine.stage.Continuation;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/**
 * Subscribes to a source again and again, at once or after a wait. It does so in a loop, so a million ends at once need
 * no stack. Demand that was not met is requested from the next subscription. A subclass decides after which end to go
 * on. Called on the strand.
 *
 * <p>Between two subscriptions to the source, this is the subscription that downstream reaches.
 */
abstract class AgainSource<T> extends Leaf implements StrandSubscription {

    /**
     * How many units of the strand's budget for items a subscription costs. So a source that ends at once does not keep
     * a worker for long.
     */
    private static final int COST = 32;

    final Continuation<T> continuation;

    private final Publisher<? extends T> source;

    /** Null until the first wait. */
    private @Nullable Deadline deadline;

    /** Whether the loop in {@link #run()} is active. If so, an end only asks the loop for another turn. */
    private boolean subscribing;

    private boolean again;

    AgainSource(Publisher<? extends T> source, StrandSubscriber<? super T> downstream, Strand strand) {
        super(strand);
        this.source = source;
        this.continuation = new Continuation<>(downstream);
    }

    /** Called before each item of the source. */
    void emitted() {}

    /** Called when the source has failed. */
    void failed(Throwable failure) {
        continuation.onError(failure);
    }

    /** Called when the source has completed. */
    void completed() {
        continuation.onComplete();
    }

    public final void start() {
        again = true;
        run();
    }

    /** Subscribes to the source again after the given number of nanoseconds. */
    final void goOn(long nanos) {
        continuation.pause(this);
        if (nanos > 0) {
            if (deadline == null) {
                deadline = strand().driver().deadline(this);
            }
            deadline.arm(strand().driver().time().nanoTime() + nanos);
            return;
        }
        again = true;
        if (!subscribing) {
            run();
        }
    }

    @Override
    protected final void run() {
        if (deadline != null && deadline.reached()) {
            deadline.disarm();
            again = true;
        }
        subscribing = true;
        while (again && !continuation.isCancelled()) {
            again = false;
            strand().attach(source, new Attempt());
            if (again && !strand().spend(COST)) {
                wake();
                break;
            }
        }
        subscribing = false;
    }

    @Override
    public final void request(long n) {}

    @Override
    public final void cancel() {
        if (deadline != null) {
            deadline.disarm();
        }
    }

    private final class Attempt extends StrandSubscriber<T> {

        Attempt() {
            super(continuation);
        }

        @Override
        public void onSubscribe(StrandSubscription subscription) {
            continuation.onSubscribe(subscription);
        }

        @Override
        public boolean onNext(T item) {
            emitted();
            return continuation.onNext(item);
        }

        @Override
        public void onError(Throwable failure) {
            failed(failure);
        }

        @Override
        public void onComplete() {
            completed();
        }

        @Override
        public boolean isDone() {
            return continuation.isDone();
        }
    }
}
