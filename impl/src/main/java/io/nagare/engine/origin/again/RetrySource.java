package io.nagare.engine.origin.again;

import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.engine.time.Durations;
import io.nagare.failure.RetriesExhaustedException;
import io.nagare.policy.Retry;
import org.reactivestreams.Publisher;

/** Subscribes to a source again after a failure, as a {@link Retry} policy says. Called on the strand. */
public final class RetrySource<T> extends AgainSource<T> {

    private final Retry policy;

    /** How often it has retried: in all, or since the last item if the policy starts anew after an item. */
    private long retried;

    public RetrySource(
            Publisher<? extends T> source, Retry policy, StrandSubscriber<? super T> downstream, Strand strand) {
        super(source, downstream, strand);
        this.policy = policy;
    }

    @Override
    void emitted() {
        if (policy.startsAnew()) {
            retried = 0;
        }
    }

    @Override
    void failed(Throwable failure) {
        boolean accepted;
        try {
            accepted = policy.when().test(failure);
        } catch (Throwable thrown) {
            if (thrown != failure) {
                thrown.addSuppressed(failure);
            }
            end(thrown);
            return;
        }
        if (!accepted) {
            end(failure);
        } else if (retried == policy.retries() && policy.retries() != Long.MAX_VALUE) {
            end(policy.hasBackoff() ? new RetriesExhaustedException(retried, failure) : failure);
        } else if (!continuation.isCancelled()) {
            long wait = policy.hasBackoff() ? pause() : 0;
            retried++;
            goOn(wait);
        }
    }

    /** Fails, unless the predicate has cancelled the stream. */
    private void end(Throwable failure) {
        continuation.fail(failure);
    }

    private long pause() {
        return Durations.saturatedNanos(policy.pause(retried, strand().driver()::random));
    }
}
