package io.nagare.engine.origin;

import io.nagare.driver.Leaf;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import io.nagare.engine.stage.Continuation;
import org.reactivestreams.Publisher;

/** Subscribes to a source again after a failure, in a loop, so that a million failures on the spot need no stack. */
final class RetrySource<T> extends Leaf {

    private final Publisher<? extends T> source;
    private final Continuation<T> continuation;
    private long left;

    /** Whether the loop in {@link #run()} is active: a failure then only asks for another turn. */
    private boolean subscribing;

    private boolean again;

    RetrySource(
            Publisher<? extends T> source, long retries, StrandSubscriber<? super T> downstream, Strand strand) {
        super(strand);
        this.source = source;
        this.left = retries;
        this.continuation = new Continuation<>(downstream);
    }

    void start() {
        again = true;
        run();
    }

    @Override
    protected void run() {
        subscribing = true;
        while (again && !continuation.isCancelled()) {
            again = false;
            strand().attach(source, new Attempt());
            if (again && !strand().spend(1)) {
                wake();
                break;
            }
        }
        subscribing = false;
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
            return continuation.onNext(item);
        }

        @Override
        public void onError(Throwable failure) {
            if (left == 0) {
                continuation.onError(failure);
                return;
            }
            if (left != Long.MAX_VALUE) {
                left--;
            }
            continuation.pause();
            again = true;
            if (!subscribing) {
                run();
            }
        }

        @Override
        public void onComplete() {
            continuation.onComplete();
        }
    }
}
