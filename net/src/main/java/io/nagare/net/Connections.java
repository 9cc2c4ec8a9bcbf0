package io.nagare.net;

import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.Outcome;
import io.nagare.stage.Programs;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** What is done with several connections. */
public final class Connections {

    private Connections() {}

    /**
     * Returns what all connections of a runtime have done so far, and what they do now. Counting costs a message
     * nothing; this looks at each connection that is open. Any thread.
     */
    public static ConnectionCounts counts(Nagare runtime) {
        return ConnectionCounts.of(Objects.requireNonNull(runtime, "runtime").driver());
    }

    /** Emits what {@link #counts(Nagare)} returns for the subscriber's runtime, at subscription. */
    public static One<ConnectionCounts> counts() {
        return Programs.drivenOne((subscriber, strand) ->
                strand.attach(One.fromCallable(() -> ConnectionCounts.of(strand.driver())), subscriber));
    }

    /** As {@link #join(Connection, Connection, ConnectionLimits)}, with the default limits. */
    public static One<Joined> join(Connection first, Connection second) {
        return join(first, second, ConnectionLimits.defaults());
    }

    /**
     * Copies what comes on each connection to the other, until both directions have ended. A TCP proxy is
     *
     * <pre>{@code
     * Tcp.serve(host, port, client -> Tcp.connecting(backend, 7000, server -> Connections.join(client, server)))
     * }</pre>
     *
     * <p>When a peer ends its direction, that direction ends on the other connection, and the other direction goes on.
     * A connection whose peer does not receive is not read for: at most one buffer of 64 KiB waits for it. Both
     * connections close when both directions have ended.
     *
     * <p>Emits how many bytes were copied. Begins on subscription. If one connection fails, exceeds a limit, or this is
     * cancelled, both are reset. Errors: {@link ConnectionFailedException}.
     *
     * @param limits how long a connection may keep this waiting
     */
    public static One<Joined> join(Connection first, Connection second, ConnectionLimits limits) {
        Objects.requireNonNull(first, "first");
        Objects.requireNonNull(second, "second");
        Objects.requireNonNull(limits, "limits");
        if (first == second) {
            throw new IllegalArgumentException("two connections are joined, but both are " + first);
        }
        return Programs.drivenOne((subscriber, strand) -> {
            LimitWatch watchesFirst = LimitWatch.start(first.transport(), limits, null, strand);
            LimitWatch watchesSecond = LimitWatch.start(second.transport(), limits, null, strand);
            strand.attach(
                    copied(first, second).doFinally(end -> {
                        stop(watchesFirst);
                        stop(watchesSecond);
                    }),
                    subscriber);
        });
    }

    private static One<Joined> copied(Connection first, Connection second) {
        long before = first.bytesWritten();
        long beforeSecond = second.bytesWritten();
        return One.allOf(List.of(first.writeAndEnd(second.read()), second.writeAndEnd(first.read())))
                .then(One.fromCallable(() ->
                        new Joined(first.bytesWritten() - before, second.bytesWritten() - beforeSecond)))
                .doOnError(failure -> abandon(first, second, failure))
                .doFinally(end -> {
                    if (end == Outcome.CANCELLED) {
                        abandon(first, second, new CancellationException("joining it was cancelled"));
                    }
                });
    }

    /**
     * Resets both, also one that closes in good order because our direction had ended before: its peer may still be
     * sending, and nobody receives that.
     */
    private static void abandon(Connection first, Connection second, Throwable cause) {
        for (Connection connection : List.of(first, second)) {
            connection.transport().resetAfter(cause);
            connection.reset();
        }
    }

    private static void stop(@Nullable LimitWatch watch) {
        if (watch != null) {
            watch.stop();
        }
    }

    /**
     * How many bytes were copied.
     *
     * @param toFirst to the first connection
     * @param toSecond to the second connection
     */
    public record Joined(long toFirst, long toSecond) {}
}
