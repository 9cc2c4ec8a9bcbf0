package io.nagare.engine.origin;

import io.nagare.RetriesExhaustedException;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.engine.stage.Durations;
import io.nagare.policy.Retry;
import org.reactivestreams.Publisher;

/** Subscribes to a source again after a failure. */
final class RetrySource<T> extends AgainSource<T> {

    private final Retry policy;

    /** How often it has retried, since the last item if an item lets the count start anew. */
    private long retried;

    RetrySource(
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
            long wait = policy.hasBackoff() ? backoff(retried) : 0;
            retried++;
            goOn(wait);
        }
    }

    /** The predicate may have cancelled. */
    private void end(Throwable failure) {
        continuation.fail(failure);
    }

    /**
     * Nanoseconds before the next retry: doubled for each that was before, then changed by chance within the limits.
     */
    private long backoff(long before) {
        long least = Durations.saturatedNanos(policy.minBackoff());
        long most = Durations.saturatedNanos(policy.maxBackoff());
        long wait = before < Long.numberOfLeadingZeros(least) - 1 ? Math.min(least << before, most) : most;
        long spread = (long) (wait * policy.jitter());
        long shortest = Math.max(wait - spread, least);
        long longest = Math.min(wait + spread, most);
        return shortest + strand().driver().random(longest - shortest + 1);
    }
}
