package io.nagare.net;

import io.nagare.net.socket.Durations;
import io.nagare.net.tls.TlsClientOptions;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a connection is made.
 *
 * @param timeout how long looking up the host, and connecting to one address, may take, above 0
 * @param attemptDelay when the next address of a host is tried as well, because the last one has not answered (RFC 8305
 *     section 5); at least 10 milliseconds
 * @param resolver looks up the addresses of a host
 * @param proxy the proxy through which the connection is made; null for none
 * @param proxyTimeout how long what is said to the proxy may take, above 0
 * @param tls how the connection is encrypted; null if it is not
 */
public record ConnectOptions(
        Duration timeout,
        Duration attemptDelay,
        Resolver resolver,
        @Nullable ForwardProxy proxy,
        Duration proxyTimeout,
        @Nullable TlsClientOptions tls) {

    private static final Duration LEAST_DELAY = Duration.ofMillis(10);

    private static final ConnectOptions DEFAULTS =
            new ConnectOptions(
            Duration.ofSeconds(30), Duration.ofMillis(250), Resolver.system(), null, Duration.ofSeconds(10), null);

    /** Checks the ranges. */
    public ConnectOptions {
        Durations.positive(timeout, "timeout", "a connect timeout");
        Objects.requireNonNull(attemptDelay, "attemptDelay");
        if (attemptDelay.compareTo(LEAST_DELAY) < 0) {
            throw new IllegalArgumentException(
                    "the delay between two attempts must be at least 10 ms, but was " + attemptDelay);
        }
        Durations.bounded(attemptDelay, "the delay between two attempts");
        Objects.requireNonNull(resolver, "resolver");
        Durations.positive(proxyTimeout, "proxyTimeout", "a proxy timeout");
    }

    /**
     * 30 seconds for an address, 250 milliseconds until the next address is tried as well, the system's resolver, no
     * proxy, no encryption.
     */
    public static ConnectOptions defaults() {
        return DEFAULTS;
    }

    /** The same with another limit for one address. */
    public ConnectOptions timeout(Duration limit) {
        return new ConnectOptions(limit, attemptDelay, resolver, proxy, proxyTimeout, tls);
    }

    /** The same with another delay between two attempts. */
    public ConnectOptions attemptDelay(Duration delay) {
        return new ConnectOptions(timeout, delay, resolver, proxy, proxyTimeout, tls);
    }

    /** The same with another resolver. */
    public ConnectOptions resolver(Resolver other) {
        return new ConnectOptions(timeout, attemptDelay, other, proxy, proxyTimeout, tls);
    }

    /** The same, but through a proxy. The proxy looks up the host. */
    public ConnectOptions through(ForwardProxy other) {
        return new ConnectOptions(
                timeout, attemptDelay, resolver, Objects.requireNonNull(other, "proxy"), proxyTimeout, tls);
    }

    /** The same with another limit for what is said to a proxy. */
    public ConnectOptions proxyTimeout(Duration limit) {
        return new ConnectOptions(timeout, attemptDelay, resolver, proxy, limit, tls);
    }

    /** The same, but encrypted. The host to which the client connects is sent and verified. */
    public ConnectOptions tls(TlsClientOptions options) {
        return new ConnectOptions(
                timeout, attemptDelay, resolver, proxy, proxyTimeout, Objects.requireNonNull(options, "tls"));
    }
}
