package io.nagare.net.udp;

import io.nagare.Many;
import io.nagare.One;
import io.nagare.net.socket.Addresses;
import io.nagare.stage.Programs;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/**
 * Where UDP begins: sockets with any peers, and sockets that are connected to one.
 *
 * <p>What is opened is scoped: {@link #binding} and {@link #connecting} give a socket to a function and close it
 * behind. A socket of {@link #bind} and {@link #connect} is closed by its receiver.
 */
public final class Udp {

    private Udp() {}

    /** As {@link #bind(String, int, UdpOptions)}, with the default options. */
    public static One<UdpSocket> bind(String host, int port) {
        return bind(host, port, UdpOptions.defaults());
    }

    /**
     * Opens a socket on an address of this machine, for each subscription. The receiver closes it; one that finds its
     * subscriber gone is closed. Errors: {@link UdpException}, {@link java.net.UnknownHostException}.
     *
     * @param host a name or an address of this machine; {@code "0.0.0.0"} or {@code "::"} for all of them
     * @param port 0 to 65,535; 0 lets the system choose
     */
    public static One<UdpSocket> bind(String host, int port, UdpOptions options) {
        Objects.requireNonNull(options, "options");
        return resolved(host, port).flatMap(address -> open(address, null, options));
    }

    /** As {@link #binding(String, int, Function, UdpOptions)}, with the default options. */
    public static <T> Many<T> binding(
            String host, int port, Function<? super UdpSocket, ? extends Publisher<? extends T>> use) {
        return binding(host, port, use, UdpOptions.defaults());
    }

    /**
     * Opens a socket for each subscription, gives it to the function, and emits what the function's publisher emits.
     * Closes the socket when that publisher completes, fails or is cancelled, or when the function throws. Demand and
     * errors: those of the function's publisher; before that, as {@link #bind(String, int, UdpOptions)}.
     */
    public static <T> Many<T> binding(
            String host,
            int port,
            Function<? super UdpSocket, ? extends Publisher<? extends T>> use,
            UdpOptions options) {
        Objects.requireNonNull(use, "use");
        return using(bind(host, port, options), use);
    }

    /** As {@link #connect(String, int, UdpOptions)}, with the default options. */
    public static One<UdpSocket> connect(String host, int port) {
        return connect(host, port, UdpOptions.defaults());
    }

    /**
     * Opens a socket that exchanges datagrams with one peer alone, for each subscription. Nothing is sent yet. Reports
     * of the network, such as "port unreachable", come as failures. Otherwise as {@link #bind(String, int,
     * UdpOptions)}.
     *
     * @param host the peer's name or address
     * @param port the peer's, 1 to 65,535
     */
    public static One<UdpSocket> connect(String host, int port, UdpOptions options) {
        Objects.requireNonNull(options, "options");
        if (port == 0) {
            throw new IllegalArgumentException("the port of a peer must be 1 to 65535, but was 0");
        }
        return resolved(host, port).flatMap(peer -> open(null, peer, options));
    }

    /** As {@link #connecting(String, int, Function, UdpOptions)}, with the default options. */
    public static <T> Many<T> connecting(
            String host, int port, Function<? super UdpSocket, ? extends Publisher<? extends T>> use) {
        return connecting(host, port, use, UdpOptions.defaults());
    }

    /** As {@link #binding(String, int, Function, UdpOptions)}, with a socket that is connected to one peer. */
    public static <T> Many<T> connecting(
            String host,
            int port,
            Function<? super UdpSocket, ? extends Publisher<? extends T>> use,
            UdpOptions options) {
        Objects.requireNonNull(use, "use");
        return using(connect(host, port, options), use);
    }

    private static One<InetSocketAddress> resolved(String host, int port) {
        return Addresses.resolve(Addresses.check(host, port), port, Addresses::lookUp)
                .map(found -> found.get(0));
    }

    private static One<UdpSocket> open(
            @Nullable InetSocketAddress local, @Nullable InetSocketAddress peer, UdpOptions options) {
        return Programs.drivenOne((subscriber, strand) -> strand.attach(
                One.fromCallable(() -> UdpSocket.open(local, peer, options, strand.driver())), subscriber));
    }

    private static <T> Many<T> using(
            One<UdpSocket> opening, Function<? super UdpSocket, ? extends Publisher<? extends T>> use) {
        return opening.flatMapMany(socket -> Many.using(() -> socket, use, UdpSocket::close));
    }
}
