package io.nagare.http;

import io.nagare.One;
import io.nagare.driver.Driver;
import io.nagare.http.failure.HttpRedirectException;
import io.nagare.http.failure.HttpStatusException;
import io.nagare.policy.Retry;
import io.nagare.stage.Programs;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One request that is made again as its policy says. Belongs to one subscription, and is called on its strand.
 *
 * <p>Always holds: what the last attempt gives is passed on as it is, a response or a failure.
 */
final class Retrying {

    private final Request request;
    private final Retry policy;
    private final Supplier<One<Response>> attempt;

    /** How many attempts have begun. */
    private long attempts;

    /** The status that the next attempt is made for; null if it is made for another failure. */
    private @Nullable HttpStatusException refused;

    /** What the policy's predicate has thrown; null if nothing. */
    private @Nullable Throwable thrown;

    Retrying(Request request, Retry policy, Supplier<One<Response>> attempt) {
        this.request = request;
        this.policy = policy;
        this.attempt = attempt;
    }

    One<Response> send() {
        return One.defer(this::next).retry(Retry.times(policy.retries()).when(this::isRepeated));
    }

    private One<Response> next() {
        attempts++;
        HttpStatusException last = refused;
        refused = null;
        One<Response> answered = attempt.get()
                .flatMap(response -> isRefused(response)
                        ? response.discard().then(One.<Response>error(() -> refusal(response)))
                        : One.just(response));
        return attempts == 1 || !policy.hasBackoff() ? answered : pause(last).then(answered);
    }

    /** Waits as the policy says, or longer if the server has said so, but no longer than the policy's longest. */
    private One<Void> pause(@Nullable HttpStatusException last) {
        long before = attempts - 2;
        return Programs.drivenOne(
                (subscriber, strand) -> strand.attach(One.delay(wait(before, last, strand.driver())), subscriber));
    }

    private Duration wait(long before, @Nullable HttpStatusException last, Driver driver) {
        Duration own = policy.pause(before, driver::random);
        if (last == null) {
            return own;
        }
        Duration asked = RetryAfter.of(last.headers(), driver.time().now());
        Duration most = policy.maxBackoff();
        Duration allowed = asked.compareTo(most) < 0 ? asked : most;
        return allowed.compareTo(own) > 0 ? allowed : own;
    }

    /** Whether the response counts as a failure. That of the last attempt does not. */
    private boolean isRefused(Response response) {
        if (attempts > policy.retries() && policy.retries() != Long.MAX_VALUE
                || !request.options().retriedStatuses().contains(response.status())
                || !request.isIdempotent()
                || !request.body().isReadable()) {
            return false;
        }
        try {
            return policy.when().test(response.statusFailure());
        } catch (Throwable wrong) {
            response.close();
            thrown = wrong;
            throw wrong;
        }
    }

    private HttpStatusException refusal(Response response) {
        HttpStatusException failure = response.statusFailure();
        refused = failure;
        return failure;
    }

    private boolean isRepeated(Throwable failure) {
        if (failure == refused) {
            return true;
        }
        return failure != thrown
                && request.body().isReadable()
                && !(failure instanceof HttpRedirectException)
                && (request.isIdempotent() || Failures.isUnseenByServer(failure))
                && policy.when().test(failure);
    }
}
