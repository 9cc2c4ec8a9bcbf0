package io.nagare.net;

import io.nagare.DeadlineExceededException;
import io.nagare.One;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Objects;

/** Where TCP begins: listening and connecting. */
public final class Tcp {

    private Tcp() {}

    /** As {@link #listen(String, int, ListenOptions)}, with the default options. */
    public static One<TcpListener> listen(String host, int port) {
        return listen(host, port, ListenOptions.defaults());
    }

    /**
     * Opens a listener for each subscription, on the first address of the host. Errors: {@link ListenFailedException};
     * {@link java.net.UnknownHostException}.
     *
     * @param host a name, which is looked up on a thread that may block, or an address
     * @param port 0 to 65,535; 0 lets the system choose
     */
    public static One<TcpListener> listen(String host, int port, ListenOptions options) {
        Addresses.check(host, port);
        Objects.requireNonNull(options, "options");
        return Addresses.resolve(host, port).flatMap(addresses -> listenOnFirst(addresses, options));
    }

    /** As {@link #listen(String, int, ListenOptions)}, with an address that may have been resolved already. */
    public static One<TcpListener> listen(InetSocketAddress address, ListenOptions options) {
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(options, "options");
        return Addresses.resolve(address).flatMap(addresses -> listenOnFirst(addresses, options));
    }

    private static One<TcpListener> listenOnFirst(List<InetSocketAddress> addresses, ListenOptions options) {
        return One.fromCallable(() -> TcpListener.open(addresses.get(0), options));
    }

    /** As {@link #connect(String, int, StreamOptions)}, with the default options. */
    public static One<TcpStream> connect(String host, int port) {
        return connect(host, port, StreamOptions.defaults());
    }

    /**
     * Connects for each subscription, trying all addresses of the host in turn. Cancellation closes a connection that is being made.
     * Errors: {@link ConnectFailedException} of the last address, with those of the others suppressed;
     * {@link java.net.UnknownHostException}.
     *
     * @param host a name, which is looked up on a thread that may block, or an address
     * @param port 0 to 65,535
     */
    public static One<TcpStream> connect(String host, int port, StreamOptions options) {
        Addresses.check(host, port);
        Objects.requireNonNull(options, "options");
        return Addresses.resolve(host, port).flatMap(addresses -> connectToOneOf(addresses, options));
    }

    /** As {@link #connect(String, int, StreamOptions)}, with an address that may have been resolved already. */
    public static One<TcpStream> connect(InetSocketAddress address, StreamOptions options) {
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(options, "options");
        return Addresses.resolve(address).flatMap(addresses -> connectToOneOf(addresses, options));
    }

    private static One<TcpStream> connectToOneOf(List<InetSocketAddress> addresses, StreamOptions options) {
        One<TcpStream> first = connectTo(addresses.get(0), options);
        if (addresses.size() == 1) {
            return first;
        }
        List<InetSocketAddress> others = addresses.subList(1, addresses.size());
        return first.onErrorResume(failure -> connectToOneOf(others, options).onErrorMap(later -> {
            later.addSuppressed(failure);
            return later;
        }));
    }

    private static One<TcpStream> connectTo(InetSocketAddress address, StreamOptions options) {
        String to = Addresses.describe(address);
        return One.<TcpStream>driven((subscriber, strand) -> new ConnectSource(address, options, subscriber, strand).start())
                .timeout(options.connectTimeout())
                .onErrorMap(failure -> failure instanceof DeadlineExceededException
                        ? new ConnectFailedException(
                                to, "no answer within " + options.connectTimeout().toMillis() + " ms", failure)
                        : failure);
    }
}
