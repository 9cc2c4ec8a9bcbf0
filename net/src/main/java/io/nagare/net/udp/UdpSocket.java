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
import java.net.Inet4Address;
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

    private final UdpOptions options;

    private UdpSocket(DatagramChannel channel, UdpOptions options, Driver home) throws IOException {
        this.channel = channel;
        this.watched = new Watched(channel, home);
        this.localAddress = (InetSocketAddress) channel.getLocalAddress();
        // In place of all zeros the system has connected to this machine.
        this.peer = (InetSocketAddress) channel.getRemoteAddress();
        this.options = options;
    }

    /**
     * Opens a socket that the runtime knows of.
     *
     * @param peer null for a socket with any peers
     */
    static UdpSocket open(
            @Nullable InetSocketAddress local, @Nullable InetSocketAddress peer, UdpOptions options, Driver home)
            throws IOException {
        DatagramChannel channel = null;
        try {
            channel = home.channels().openDatagramChannel();
            options.apply(channel);
            channel.bind(local);
            if (peer != null) {
                channel.connect(peer);
            }
            UdpSocket socket = new UdpSocket(channel, options, home);
            socket.watched.open((Resource) socket::runtimeClosed);
            return socket;
        } catch (IOException | RuntimeException failure) {
            if (channel != null) {
                channel.close();
            }
            InetSocketAddress where = peer == null ? local : peer;
            throw new UdpException(
                    peer == null ? "bind" : "connect",
                    where == null ? "any address" : Addresses.describe(where),
                    peer == null ? String.valueOf(failure.getMessage()) : UdpException.why(failure, peer, options),
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
     * {@link UdpException}, for a datagram that is too large for instance, or for another peer than the one to which
     * the socket is connected; the socket stays open.
     */
    public One<Void> send(Publisher<Datagram> datagrams) {
        Objects.requireNonNull(datagrams, "datagrams");
        return Programs.drivenOne((subscriber, strand) -> new SendSource(this, subscriber, strand).start(datagrams));
    }

    /** Sends one datagram. Otherwise as {@link #send(Publisher)}. */
    public One<Void> send(Datagram datagram) {
        Objects.requireNonNull(datagram, "datagram");
        return send(One.just(datagram));
    }

    /**
     * Sends one datagram to the only peer. Otherwise as {@link #send(Publisher)}.
     *
     * @throws IllegalStateException if the socket is not connected
     */
    public One<Void> send(Bytes content) {
        Objects.requireNonNull(content, "content");
        if (peer == null) {
            throw new IllegalStateException(this + " is not connected, so a datagram has to name its peer");
        }
        return send(new Datagram(content, peer));
    }

    /**
     * Joins a multicast group on a network interface. Closing the membership, or the socket, leaves it.
     *
     * @throws IllegalArgumentException if the address is no multicast address; if the socket is bound to an address of
     *     the other version of IP; if the network interface has no address of the group's version
     * @throws IOException if the system refuses
     */
    public Membership join(InetAddress group, NetworkInterface on) throws IOException {
        Objects.requireNonNull(group, "group");
        Objects.requireNonNull(on, "on");
        if (!group.isMulticastAddress()) {
            throw new IllegalArgumentException(group.getHostAddress() + " is no multicast address");
        }
        checkVersion(group);
        try {
            return new Membership(channel.join(group, on));
        } catch (IllegalArgumentException refused) {
            throw new IllegalArgumentException(
                    this + " cannot join " + group.getHostAddress() + " on " + on.getName() + ": "
                            + refused.getMessage(),
                    refused);
        } catch (IOException failure) {
            String why = isClosed() ? "it was closed" : group.getHostAddress() + " on " + on.getName() + ": "
                    + failure.getMessage();
            throw new UdpException("join", this, why, failure);
        }
    }

    /** The system lets a socket of one version join a group of the other, of which it then gets nothing. */
    private void checkVersion(InetAddress group) {
        boolean groupOfFour = group instanceof Inet4Address;
        boolean boundToFour = localAddress.getAddress() instanceof Inet4Address;
        boolean toAll = localAddress.getAddress().isAnyLocalAddress();
        // A socket on all addresses of IPv6 gets what is sent to those of IPv4 too.
        if (groupOfFour != boundToFour && !(groupOfFour && toAll)) {
            throw new IllegalArgumentException(group.getHostAddress() + " is a group of " + version(groupOfFour)
                    + ", but " + this + " is bound to an address of " + version(boundToFour)
                    + ", to which nothing of it is sent; bind to \"" + (groupOfFour ? "0.0.0.0" : "::") + "\"");
        }
    }

    private static String version(boolean four) {
        return four ? "IPv4" : "IPv6";
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

    /** The only peer; null if the socket is not connected. */
    @Nullable InetSocketAddress peer() {
        return peer;
    }

    UdpOptions options() {
        return options;
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
