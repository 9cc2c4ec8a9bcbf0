package io.nagare.net;

import java.time.Duration;
import java.util.Objects;

/**
 * How a connection is made.
 *
 * @param timeout how long connecting to one address may take, above 0
 * @param attemptDelay when the next address of a host is tried as well, because the last one has not answered (RFC 8305
 *     section 5); at least 10 milliseconds
 * @param resolver looks up the addresses of a host
 */
public record ConnectOptions(Duration timeout, Duration attemptDelay, Resolver resolver) {

    private static final Duration LEAST_DELAY = Duration.ofMillis(10);

    private static final ConnectOptions DEFAULTS =
            new ConnectOptions(Duration.ofSeconds(30), Duration.ofMillis(250), Resolver.system());

    /** Checks the ranges. */
    public ConnectOptions {
        Objects.requireNonNull(timeout, "timeout");
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("a connect timeout must be above 0, but was " + timeout);
        }
        Objects.requireNonNull(attemptDelay, "attemptDelay");
        if (attemptDelay.compareTo(LEAST_DELAY) < 0) {
            throw new IllegalArgumentException(
                    "the delay between two attempts must be at least 10 ms, but was " + attemptDelay);
        }
        Objects.requireNonNull(resolver, "resolver");
    }

    /** 30 seconds for an address, 250 milliseconds until the next address is tried as well, the system's resolver. */
    public static ConnectOptions defaults() {
        return DEFAULTS;
    }

    /** The same with another limit for one address. */
    public ConnectOptions timeout(Duration limit) {
        return new ConnectOptions(limit, attemptDelay, resolver);
    }

    /** The same with another delay between two attempts. */
    public ConnectOptions attemptDelay(Duration delay) {
        return new ConnectOptions(timeout, delay, resolver);
    }

    /** The same with another resolver. */
    public ConnectOptions resolver(Resolver other) {
        return new ConnectOptions(timeout, attemptDelay, other);
    }
}
