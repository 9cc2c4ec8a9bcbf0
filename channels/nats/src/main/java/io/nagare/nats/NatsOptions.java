package io.nagare.nats;

import static java.util.Objects.requireNonNull;

import io.nats.client.Options;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * How to connect to NATS. Immutable.
 *
 * @param servers addresses such as {@code nats://localhost:4222}, tried in turn; at least one
 * @param customizer changes the options of jnats before each connection: TLS, credentials, names, threads. What jnats
 *     does when a connection is lost, and its queue of outgoing messages, are set behind it.
 * @param minPause how long to wait before the second attempt to connect again; doubled each time, with jitter
 * @param maxPause the longest such wait
 * @since 0.1
 */
public record NatsOptions(
        List<String> servers, UnaryOperator<Options.Builder> customizer, Duration minPause, Duration maxPause) {

    private static final Duration MIN_PAUSE = Duration.ofMillis(50);
    private static final Duration MAX_PAUSE = Duration.ofSeconds(2);

    /** Checks the values. */
    public NatsOptions {
        servers = List.copyOf(servers);
        requireNonNull(customizer, "customizer");
        if (servers.isEmpty()) {
            throw new IllegalArgumentException("there must be a server, such as " + Options.DEFAULT_URL);
        }
        servers.forEach(NatsOptions::checkAddress);
        if (minPause.isNegative() || minPause.isZero() || maxPause.compareTo(minPause) < 0) {
            throw new IllegalArgumentException("the pauses must be positive, and the first not longer than the last, "
                    + "but were " + minPause + " and " + maxPause);
        }
    }

    /** Refuses what jnats would take for its default address, or would find wrong only when it connects. */
    private static void checkAddress(String server) {
        int port = -1;
        String digits = server.substring(server.lastIndexOf(':') + 1);
        if (!digits.isEmpty() && digits.length() < 9 && digits.chars().allMatch(each -> each >= '0' && each <= '9')) {
            port = Integer.parseInt(digits);
        }
        boolean portIsWrong = server.lastIndexOf(':') >= 0 && !server.endsWith("]") && port > 65_535;
        if (server.isBlank() || portIsWrong) {
            throw new IllegalArgumentException("no address of a NATS server: \"" + server + "\"; one is such as "
                    + Options.DEFAULT_URL + ", with a port of 65535 at most");
        }
    }

    /**
     * Connects to these servers.
     *
     * @param servers such as {@code nats://localhost:4222} or {@code tls://nats.example.com:4443}
     * @throws IllegalArgumentException if there is none, or one is no address
     */
    public static NatsOptions of(String... servers) {
        NatsOptions options = new NatsOptions(List.of(servers), builder -> builder, MIN_PAUSE, MAX_PAUSE);
        try {
            new Options.Builder().servers(servers).build();
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException("no address of a NATS server: " + options.servers, wrong);
        }
        return options;
    }

    /** Adds a change of jnats' options, such as {@code builder -> builder.userInfo("ann", "secret")}. */
    public NatsOptions configure(UnaryOperator<Options.Builder> more) {
        requireNonNull(more, "more");
        UnaryOperator<Options.Builder> before = customizer;
        return new NatsOptions(servers, builder -> more.apply(before.apply(builder)), minPause, maxPause);
    }

    /**
     * Sets how long to wait between attempts to connect again. Attempts go on until the channels are closed.
     *
     * @throws IllegalArgumentException if one is not positive, or the first is longer than the last
     */
    public NatsOptions pauses(Duration first, Duration last) {
        return new NatsOptions(servers, customizer, first, last);
    }
}
