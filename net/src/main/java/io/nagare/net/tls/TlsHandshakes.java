package io.nagare.net.tls;

import static java.util.Objects.requireNonNull;

import io.nagare.One;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.failure.SubscribedTwiceException;
import io.nagare.net.wire.Wire;
import io.nagare.stage.Programs;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;

/**
 * Encrypts wires, for the connections of this library: users call {@code Connection.startTls}. What it returns begins
 * when there is demand. It closes the wire if it fails or is cancelled. The caller has entered the wire with its
 * runtime. Stateless; called on any thread.
 */
public final class TlsHandshakes {

    private TlsHandshakes() {}

    /**
     * Makes the handshake of a client.
     *
     * @param inner nobody else uses it from now on
     * @param host to which the wire is connected; verified and sent unless the options name another
     * @param port a part of the key of sessions that can be resumed
     * @param made makes the item of the encrypted wire and what was agreed on, on the strand; the item owns the wire
     * @throws IllegalArgumentException if the host is malformed
     */
    public static <T> One<T> client(
            Wire inner,
            TlsClientOptions options,
            String host,
            int port,
            BiFunction<? super Wire, ? super TlsSession, ? extends T> made) {
        return handshake(inner, new Side.Client(options, options.nameFor(host), port), made);
    }

    /**
     * Checks the host of {@link #client}, before there is a wire for it.
     *
     * @throws IllegalArgumentException if it is malformed
     */
    public static void checkHost(TlsClientOptions options, String host) {
        requireNonNull(options, "options").nameFor(requireNonNull(host, "host"));
    }

    /**
     * Makes the handshake of a server.
     *
     * @param inner nobody else uses it from now on
     * @param made makes the item of the encrypted wire and what was agreed on, on the strand; the item owns the wire
     */
    public static <T> One<T> server(
            Wire inner, TlsServerOptions options, BiFunction<? super Wire, ? super TlsSession, ? extends T> made) {
        return handshake(inner, new Side.Server(options), made);
    }

    private static <T> One<T> handshake(
            Wire inner, Side side, BiFunction<? super Wire, ? super TlsSession, ? extends T> made) {
        requireNonNull(inner, "inner");
        requireNonNull(made, "made");
        TlsClasses.once();
        AtomicBoolean taken = new AtomicBoolean();
        return Programs.drivenOne((StrandSubscriber<? super T> subscriber, Strand strand) -> {
            if (taken.getAndSet(true)) {
                throw new SubscribedTwiceException("a TLS handshake");
            }
            new Handshake<T>(inner, side, made, subscriber, strand).start();
        });
    }
}
