package io.nagare.net;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a connection is made.
 *
 * @param timeout how long connecting to one address may take, above 0
 * @param attemptDelay when the next address of a host is tried as well, because the last one has not answered (RFC 8305
 *     section 5); at least 10 milliseconds
 * @param resolver looks up the addresses of a host
 * @param proxy the proxy through which the connection is made; null for none
 * @param handshakeTimeout how long what is said to a proxy, and a TLS handshake, may take, above 0
 */
public record ConnectOptions(
        Duration timeout,
        Duration attemptDelay,
        Resolver resolver,
        @Nullable ForwardProxy proxy,
        Duration handshakeTimeout) {

    private static final Duration LEAST_DELAY = Duration.ofMillis(10);

    private static final ConnectOptions DEFAULTS =
            new ConnectOptions(
            Duration.ofSeconds(30), Duration.ofMillis(250), Resolver.system(), null, Duration.ofSeconds(10));

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
        Objects.requireNonNull(handshakeTimeout, "handshakeTimeout");
        if (handshakeTimeout.isNegative() || handshakeTimeout.isZero()) {
            throw new IllegalArgumentException("a handshake timeout must be above 0, but was " + handshakeTimeout);
        }
    }

    /**
     * 30 seconds for an address, 250 milliseconds until the next address is tried as well, the system's resolver, no
     * proxy, 10 seconds for a handshake.
     */
    public static ConnectOptions defaults() {
        return DEFAULTS;
    }

    /** The same with another limit for one address. */
    public ConnectOptions timeout(Duration limit) {
        return new ConnectOptions(limit, attemptDelay, resolver, proxy, handshakeTimeout);
    }

    /** The same with another delay between two attempts. */
    public ConnectOptions attemptDelay(Duration delay) {
        return new ConnectOptions(timeout, delay, resolver, proxy, handshakeTimeout);
    }

    /** The same with another resolver. */
    public ConnectOptions resolver(Resolver other) {
        return new ConnectOptions(timeout, attemptDelay, other, proxy, handshakeTimeout);
    }

    /** The same, but through a proxy. The proxy looks up the host. */
    public ConnectOptions through(ForwardProxy other) {
        return new ConnectOptions(
                timeout, attemptDelay, resolver, Objects.requireNonNull(other, "proxy"), handshakeTimeout);
    }

    /** The same with another limit for a handshake. */
    public ConnectOptions handshakeTimeout(Duration limit) {
        return new ConnectOptions(timeout, attemptDelay, resolver, proxy, limit);
    }
}
