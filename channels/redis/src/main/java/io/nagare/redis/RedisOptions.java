package io.nagare.redis;

import static java.util.Objects.requireNonNull;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisURI;
import java.time.Duration;
import java.util.function.UnaryOperator;

/**
 * How to connect to Redis. Immutable, if nobody changes the address.
 *
 * @param uri the address, with the user, the password, the database and TLS; Sentinels are asked for their master
 * @param customizer changes the options of Lettuce: sockets, certificates. What Lettuce does when a connection is lost,
 *     and its protocol, are set behind it.
 * @param minPause how long to wait before the second attempt to connect again; doubled each time, with jitter
 * @param maxPause the longest such wait
 * @since 0.1
 */
public record RedisOptions(
        RedisURI uri, UnaryOperator<ClientOptions.Builder> customizer, Duration minPause, Duration maxPause) {

    private static final Duration MIN_PAUSE = Duration.ofMillis(50);
    private static final Duration MAX_PAUSE = Duration.ofSeconds(2);

    /** How long a server has for its answers while a connection is made, unless the address says it. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Checks the values. */
    public RedisOptions {
        requireNonNull(uri, "uri");
        requireNonNull(customizer, "customizer");
        if (minPause.isNegative() || minPause.isZero() || maxPause.compareTo(minPause) < 0) {
            throw new IllegalArgumentException("the pauses must be positive, and the first not longer than the last, "
                    + "but were " + minPause + " and " + maxPause);
        }
    }

    /**
     * Connects to this server.
     *
     * @param address such as {@code redis://localhost:6379} or {@code rediss://ann:secret@redis.example.com:6380}
     * @throws IllegalArgumentException if it is no address
     */
    public static RedisOptions of(String address) {
        RedisURI uri;
        try {
            uri = RedisURI.create(address);
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(
                    "no address of a Redis server, such as redis://localhost:6379: " + address, wrong);
        }
        if (uri.getTimeout().equals(RedisURI.DEFAULT_TIMEOUT_DURATION)) {
            uri.setTimeout(PATIENCE);
        }
        return of(uri);
    }

    /** Connects to this server, with what {@link RedisURI} can say. */
    public static RedisOptions of(RedisURI uri) {
        return new RedisOptions(uri, builder -> builder, MIN_PAUSE, MAX_PAUSE);
    }

    /** Adds a change of Lettuce's options, such as {@code builder -> builder.sslOptions(options)}. */
    public RedisOptions configure(UnaryOperator<ClientOptions.Builder> more) {
        requireNonNull(more, "more");
        UnaryOperator<ClientOptions.Builder> before = customizer;
        return new RedisOptions(uri, builder -> more.apply(before.apply(builder)), minPause, maxPause);
    }

    /**
     * Sets how long to wait between attempts to connect again. Attempts go on until the channels are closed.
     *
     * @throws IllegalArgumentException if one is not positive, or the first is longer than the last
     */
    public RedisOptions pauses(Duration first, Duration last) {
        return new RedisOptions(uri, customizer, first, last);
    }
}
