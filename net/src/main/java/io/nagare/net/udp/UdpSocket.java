package io.nagare.net.udp;

import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.One;
import io.nagare.Owned;
import io.nagare.driver.Driver;
import io.nagare.driver.Leaf;
import io.nagare.driver.Resource;
import io.nagare.failure.RuntimeClosedException;
import io.nagare.net.socket.Addresses;
import io.nagare.net.wire.WatchedChannel;
import io.nagare.stage.Programs;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.MembershipKey;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/**
 * A UDP socket. Datagrams may be lost, come twice, and come in another order. May be used by any thread.
 *
 * <p>It closes when its function ends ({@link Udp#binding}), by {@link #close()}, or with the runtime on which it was
 * opened.
 */
public final class UdpSocket implements AutoCloseable, Owned {

    private final DatagramChannel channel;
    private final Watched watched;
    private final InetSocketAddress localAddress;

    /** The only peer, if it is connected. */
    private final @Nullable InetSocketAddress peer;

    /** The subscriber that receives. It is woken when this closes, since it may have no demand. */
    private final AtomicReference<@Nullable Leaf> receiver = new AtomicReference<>();

    private volatile boolean closed;
    private volatile boolean cutOff;

    private UdpSocket(DatagramChannel channel, @Nullable InetSocketAddress peer, Driver home) throws IOException {
        this.channel = channel;
        this.watched = new Watched(channel, home);
        this.localAddress = (InetSocketAddress) channel.getLocalAddress();
        this.peer = peer;
    }

    /**
     * Opens a socket that the runtime knows of.
     *
     * @param peer null for a socket with any peers
     */
    static UdpSocket open(
            @Nullable InetSocketAddress local, @Nullable InetSocketAddress peer, UdpOptions options, Driver home)
            throws IOException {
        DatagramChannel channel = home.channels().openDatagramChannel();
        try {
            options.apply(channel);
            channel.bind(local);
            if (peer != null) {
                channel.connect(peer);
            }
            UdpSocket socket = new UdpSocket(channel, peer, home);
            socket.watched.open((Resource) socket::runtimeClosed);
            return socket;
        } catch (IOException | RuntimeException failure) {
            channel.close();
            InetSocketAddress where = peer == null ? local : peer;
            throw new UdpException(
                    peer == null ? "bind" : "connect",
                    where == null ? "any address" : Addresses.describe(where),
                    String.valueOf(failure.getMessage()),
                    failure);
        }
    }

    /**
     * Emits the datagrams that come.
     *
     * <p>Demand: one unit is one datagram. Without demand datagrams wait in the system's buffer, and the system drops
     * what does not fit ({@link #dropped()}). Cancellation loses nothing that the system has: a later subscriber goes
     * on. One subscriber at a time. Completes when the socket is closed. Errors: {@link UdpException}. On a connected
     * socket that is also a report of the network, such as "port unreachable" (ICMP); the socket stays open.
     */
    public Many<Datagram> receive() {
        return Programs.driven((subscriber, strand) -> new ReceiveSource(this, subscriber, strand).start());
    }

    /**
     * Sends each datagram to its peer. Completes when all of them have been handed to the system. Begins on
     * subscription.
     *
     * <p>Demand: a datagram is requested when the system has taken the one before. Cancellation sends no more. Errors:
     * {@link UdpException}, for a datagram that is too large for instance; the socket stays open.
     */
    public One<Void> send(Publisher<Datagram> datagrams) {
        Objects.requireNonNull(datagrams, "datagrams");
        return Programs.drivenOne((subscriber, strand) -> new SendSource(this, subscriber, strand).start(datagrams));
    }

    /** Sends one datagram. Otherwise as {@link #send(Publisher)}. */
    public One<Void> send(Datagram datagram) {
        return send(One.just(datagram));
    }

    /**
     * Sends one datagram to the only peer. Otherwise as {@link #send(Publisher)}.
     *
     * @throws IllegalStateException if the socket is not connected
     */
    public One<Void> send(Bytes content) {
        if (peer == null) {
            throw new IllegalStateException(this + " is not connected, so a datagram has to name its peer");
        }
        return send(new Datagram(content, peer));
    }

    /**
     * Joins a multicast group on a network interface. Closing the membership, or the socket, leaves it.
     *
     * @throws IllegalArgumentException if the address is no multicast address
     * @throws IOException if the system refuses
     */
    public Membership join(InetAddress group, NetworkInterface on) throws IOException {
        if (!group.isMulticastAddress()) {
            throw new IllegalArgumentException(group.getHostAddress() + " is no multicast address");
        }
        return new Membership(channel.join(group, on));
    }

    /** The membership in a multicast group. */
    public static final class Membership implements AutoCloseable {

        private final MembershipKey key;

        private Membership(MembershipKey key) {
            this.key = key;
        }

        /** Leaves the group. A second call does nothing. */
        @Override
        public void close() {
            key.drop();
        }
    }

    /**
     * Emits how many datagrams the system has dropped because its buffer was full; nothing if the system does not tell.
     * Linux tells.
     */
    public One<Long> dropped() {
        return Programs.drivenOne((subscriber, strand) -> strand.attach(
                One.blocking(() -> KernelDrops.of(localAddress, strand.driver()))
                        .flatMap(count -> count < 0 ? One.empty() : One.just(count)),
                subscriber));
    }

    /** Our end. An address of all zeros stands for all addresses of this machine. */
    public InetSocketAddress localAddress() {
        return localAddress;
    }

    /** The port of {@link #localAddress()}. */
    public int port() {
        return localAddress.getPort();
    }

    /** Closes the socket. What receives completes, what sends fails. A second call does nothing. */
    @Override
    public void close() {
        closed = true;
        closeChannel();
    }

    private void closeChannel() {
        watched.close();
        Leaf receiving = receiver.get();
        if (receiving != null) {
            receiving.wake();
        }
    }

    /** Returns whether it was closed, by {@link #close()} or with its runtime. */
    public boolean isClosed() {
        return closed || cutOff;
    }

    /** Closes this when its task has ended, or when it was discarded, see {@link Owned}. */
    @Override
    public void ownerEnded(boolean completed) {
        close();
    }

    private void runtimeClosed() {
        cutOff = true;
        closeChannel();
    }

    DatagramChannel channel() {
        return channel;
    }

    Watched watched() {
        return watched;
    }

    boolean isConnected() {
        return peer != null;
    }

    boolean beginReceiving(Leaf source) {
        return receiver.compareAndSet(null, source);
    }

    void endReceiving() {
        receiver.set(null);
    }

    /** Whether {@link #close()} was called. */
    boolean closedByUser() {
        return closed;
    }

    /** Makes the failure of an operation. */
    Throwable failure(String operation, Throwable cause) {
        if (cause instanceof ClosedChannelException || isClosed()) {
            return cutOff
                    ? new RuntimeClosedException(operation + " on " + this)
                    : new UdpException(operation, this, "it was closed", cause);
        }
        String why = cause.getMessage();
        return new UdpException(operation, this, why == null ? cause.toString() : why, cause);
    }

    @Override
    public String toString() {
        return "UDP socket " + Addresses.describe(localAddress)
                + (peer == null ? "" : " - " + Addresses.describe(peer));
    }

    /** The channel with its poller. */
    static final class Watched extends WatchedChannel {

        Watched(DatagramChannel channel, Driver home) {
            super(channel, null, home);
        }
    }
}
