package io.nagare.http;

import static java.util.Objects.requireNonNull;

import io.nagare.policy.Retry;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a request is made. All times are the runtime's, with a resolution of 1 ms, rounded up, and at most 36,500 days.
 *
 * @param headTimeout how long it may take until the head of the response is there, above 0. That includes connecting.
 *     It begins anew with each piece of the request's body that is handed over for sending, so an upload that goes on
 *     may take longer. Each attempt and each redirect has this time anew
 * @param bodyIdle how long the next bytes of the body may take, above 0. The time runs only while the program waits for
 *     bytes: a slow program has all the time that it wants
 * @param unclaimed how long a response may be there without a subscriber to its body, above 0. Then its connection is
 *     closed
 * @param maxRedirects how many redirects in a row are followed, 0 to 100. With 0 a redirect is a response like others
 * @param retry whether and when a request is made again after a failure; null for never
 * @param retriedStatuses which statuses count as a failure for {@code retry}
 * @param maxWhole how large a body may be that is collected whole, in bytes, at least 1
 * @since 0.1
 */
public record RequestOptions(
        Duration headTimeout,
        Duration bodyIdle,
        Duration unclaimed,
        int maxRedirects,
        @Nullable Retry retry,
        Set<Integer> retriedStatuses,
        int maxWhole) {

    /** The largest number of redirects in a row. */
    public static final int MOST_REDIRECTS = 100;

    /** Above this the nanoseconds of a deadline could overflow. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private static final RequestOptions DEFAULTS = new RequestOptions(
            Duration.ofSeconds(30),
            Duration.ofSeconds(60),
            Duration.ofSeconds(30),
            10,
            null,
            Set.of(429, 502, 503, 504),
            8 << 20);

    /** Checks the ranges. */
    public RequestOptions {
        checkDuration("a head timeout", headTimeout);
        checkDuration("a limit for the next bytes of a body", bodyIdle);
        checkDuration("a limit for an unclaimed body", unclaimed);
        if (maxRedirects < 0 || maxRedirects > MOST_REDIRECTS) {
            throw new IllegalArgumentException(
                    "the number of redirects must be 0 to " + MOST_REDIRECTS + ", but was " + maxRedirects);
        }
        retriedStatuses = Set.copyOf(retriedStatuses);
        for (int status : retriedStatuses) {
            if (status < 100 || status > 999) {
                throw new IllegalArgumentException("a status must be 100 to 999, but was " + status);
            }
        }
        checkWhole(maxWhole);
    }

    static void checkDuration(String what, Duration limit) {
        requireNonNull(limit, what);
        if (limit.isNegative() || limit.isZero()) {
            throw new IllegalArgumentException(what + " must be above 0, but was " + limit);
        }
        if (limit.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    what + " must be at most " + LONGEST.toDays() + " days, but was " + limit);
        }
    }

    static void checkWhole(int bytes) {
        if (bytes < 1) {
            throw new IllegalArgumentException(
                    "the bound on a body that is collected must be at least 1 byte, but was " + bytes);
        }
    }

    /**
     * 30 seconds for the head, 60 seconds for the next bytes of a body, 30 seconds until somebody subscribes to it, 10
     * redirects, no retries, and 8 MiB for a body that is collected. If there is a retry policy, it also sees the
     * statuses 429, 502, 503 and 504.
     */
    public static RequestOptions defaults() {
        return DEFAULTS;
    }

    /** The same with another limit for the head. */
    public RequestOptions headTimeout(Duration limit) {
        return new RequestOptions(limit, bodyIdle, unclaimed, maxRedirects, retry, retriedStatuses, maxWhole);
    }

    /** The same with another limit for the next bytes of a body. */
    public RequestOptions bodyIdle(Duration limit) {
        return new RequestOptions(headTimeout, limit, unclaimed, maxRedirects, retry, retriedStatuses, maxWhole);
    }

    /** The same with another limit for a body without a subscriber. */
    public RequestOptions unclaimed(Duration limit) {
        return new RequestOptions(headTimeout, bodyIdle, limit, maxRedirects, retry, retriedStatuses, maxWhole);
    }

    /** The same with another number of redirects that are followed, 0 to 100. */
    public RequestOptions maxRedirects(int number) {
        return new RequestOptions(headTimeout, bodyIdle, unclaimed, number, retry, retriedStatuses, maxWhole);
    }

    /**
     * The same, but a request is made again as the policy says. Only failures before the head of the response count,
     * and statuses of {@link #retriedStatuses}. A request whose method is not idempotent, such as POST, is made again
     * only if the server cannot have seen it. The last attempt gives its response, of whatever status, or its own
     * failure. The policy's predicate sees a status as {@link io.nagare.http.failure.HttpStatusException}.
     *
     * <p>If the policy has waits, a wait is at least as long as the server's {@code Retry-After} says, up to the
     * policy's longest. Without waits, {@code Retry-After} is not regarded.
     */
    public RequestOptions retry(Retry policy) {
        return new RequestOptions(
                headTimeout,
                bodyIdle,
                unclaimed,
                maxRedirects,
                requireNonNull(policy, "retry"),
                retriedStatuses,
                maxWhole);
    }

    /** The same with other statuses that count as a failure for {@link #retry}. */
    public RequestOptions retriedStatuses(Set<Integer> statuses) {
        return new RequestOptions(headTimeout, bodyIdle, unclaimed, maxRedirects, retry, statuses, maxWhole);
    }

    /** The same with another bound on a body that is collected whole, in bytes, at least 1. */
    public RequestOptions maxWhole(int bytes) {
        return new RequestOptions(headTimeout, bodyIdle, unclaimed, maxRedirects, retry, retriedStatuses, bytes);
    }
}
