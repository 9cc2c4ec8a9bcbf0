package io.nagare.http;

import io.nagare.driver.Deadline;
import io.nagare.driver.Leaf;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import io.nagare.http.failure.HttpStatusException;
import io.nagare.policy.Retry;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The wait before a request is made again, on its strand. It is that of the policy, or longer if the server has said so
 * ({@code Retry-After}), but no longer than the policy's longest. It completes when it is over, with or without demand.
 */
final class Pause extends Leaf implements StrandSubscription {

    /** Above this the nanoseconds of a deadline could overflow. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private final Retry policy;
    private final long retries;
    private final @Nullable HttpStatusException refused;
    private final StrandSubscriber<? super Void> subscriber;
    private final Deadline deadline;
    private boolean done;

    /**
     * Makes one.
     *
     * @param retries how many retries there were before
     * @param refused the status that the request is made again for; null if it is made again for another failure
     */
    Pause(
            Retry policy,
            long retries,
            @Nullable HttpStatusException refused,
            StrandSubscriber<? super Void> subscriber,
            Strand strand) {
        super(strand);
        this.policy = policy;
        this.retries = retries;
        this.refused = refused;
        this.subscriber = subscriber;
        this.deadline = strand.driver().deadline(this);
    }

    void start() {
        long most = nanos(policy.maxBackoff());
        long wait = backoff(nanos(policy.minBackoff()), most);
        if (refused != null) {
            Instant now = strand().driver().time().now();
            wait = Math.max(wait, Math.min(most, nanos(RetryAfter.of(refused.headers(), now))));
        }
        deadline.arm(strand().driver().time().nanoTime() + wait);
        subscriber.onSubscribe(this);
    }

    /** Doubles with each retry before, and varies at random within the policy's limits. */
    private long backoff(long least, long most) {
        long wait = retries < Long.numberOfLeadingZeros(least) - 1 ? Math.min(least << retries, most) : most;
        long spread = (long) (wait * policy.jitter());
        long shortest = Math.max(wait - spread, least);
        long longest = Math.min(wait + spread, most);
        return shortest + strand().driver().random(longest - shortest + 1);
    }

    private static long nanos(Duration duration) {
        return duration.compareTo(LONGEST) < 0 ? duration.toNanos() : LONGEST.toNanos();
    }

    @Override
    public void request(long n) {
        // There is no item.
    }

    @Override
    public void cancel() {
        done = true;
        deadline.disarm();
    }

    @Override
    protected void run() {
        if (!done && deadline.reached()) {
            done = true;
            subscriber.onComplete();
        }
    }
}
