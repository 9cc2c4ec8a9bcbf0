package io.nagare.testing.simulation;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.AlreadyConnectedException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.spi.SelectorProvider;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * A simulated UDP socket. A datagram takes the way to its host once: it may be lost, and another may overtake it. It is
 * dropped if the receiver's buffer has no room. Used by the thread that steps.
 */
final class SimulatedDatagramChannel extends DatagramChannelBase implements Watched {

    private static final int MOST_BYTES = 65_507;

    /** What a datagram takes of a buffer beside its content, about as on Linux. */
    private static final int OVERHEAD = 768;

    private record Arrived(byte[] content, InetSocketAddress sender) {}

    private final Host host;
    private final Descriptors descriptors;
    private final SimulatedRegistration registration = new SimulatedRegistration(this);
    private final ArrayDeque<Arrived> arrived = new ArrayDeque<>();
    private int buffered;
    private @Nullable InetSocketAddress local;
    private @Nullable InetSocketAddress peer;

    /** Whether the network has reported that the peer's port is unreachable. */
    private boolean unreachable;

    SimulatedDatagramChannel(SelectorProvider provider, Host host) {
        super(provider);
        this.host = host;
        this.descriptors = host.descriptors();
    }

    @Override
    public DatagramChannel bind(@Nullable SocketAddress address) throws IOException {
        checkOpen();
        InetSocketAddress wanted =
                address == null ? new InetSocketAddress(host.address(), 0) : (InetSocketAddress) address;
        if (!host.owns(wanted.getAddress())) {
            throw new BindException("Cannot assign requested address");
        }
        local = new InetSocketAddress(
                wanted.getAddress(), host.bindings().datagramPorts().bind(wanted.getPort(), this));
        host.note("opens UDP port " + local.getPort());
        return this;
    }

    @Override
    public DatagramChannel connect(SocketAddress address) throws IOException {
        checkOpen();
        if (peer != null) {
            throw new AlreadyConnectedException();
        }
        peer = (InetSocketAddress) address;
        return this;
    }

    private void checkOpen() throws ClosedChannelException {
        if (!isOpen()) {
            throw new ClosedChannelException();
        }
    }

    @Override
    public int send(ByteBuffer source, SocketAddress target) throws IOException {
        checkOpen();
        if (local == null) {
            bind(null);
        }
        throwIfUnreachable();
        InetSocketAddress to = (InetSocketAddress) target;
        byte[] content = new byte[source.remaining()];
        if (content.length > MOST_BYTES) {
            throw new SocketException("Message too long");
        }
        source.get(content);
        Host other = host.network().hostAt(to.getAddress(), host);
        if (other != null) {
            host.network().link(host, other).sendOnce(() -> arriveAt(other, to.getPort(), content));
        }
        return content.length;
    }

    private void throwIfUnreachable() throws PortUnreachableException {
        if (unreachable) {
            unreachable = false;
            throw new PortUnreachableException();
        }
    }

    private void arriveAt(Host other, int port, byte[] content) {
        if (other.isDown()) {
            return;
        }
        SimulatedDatagramChannel receiver = other.bindings().datagramPorts().at(port);
        if (receiver != null) {
            receiver.take(new Arrived(content, from(other)));
        } else if (peer != null) {
            host.network().link(other, host).sendOnce(this::reportUnreachable);
        }
    }

    /** Our address, as another host sees it. */
    private InetSocketAddress from(Host other) {
        InetSocketAddress own = local == null ? new InetSocketAddress(0) : local;
        return other == host ? own : new InetSocketAddress(host.address(), own.getPort());
    }

    private void reportUnreachable() {
        if (isOpen()) {
            unreachable = true;
            registration.changed();
        }
    }

    private void take(Arrived datagram) {
        if (peer != null && !peer.equals(datagram.sender)) {
            return;
        }
        int size = datagram.content.length + OVERHEAD;
        if (buffered + size > receiveBuffer()) {
            host.note("drops a datagram for UDP port " + (local == null ? 0 : local.getPort()));
            return;
        }
        buffered += size;
        arrived.add(datagram);
        host.note("gets a datagram of " + datagram.content.length + " bytes");
        registration.changed();
    }

    @Override
    public @Nullable SocketAddress receive(ByteBuffer target) throws IOException {
        checkOpen();
        throwIfUnreachable();
        Arrived next = arrived.poll();
        if (next == null) {
            return null;
        }
        buffered -= next.content.length + OVERHEAD;
        target.put(next.content, 0, Math.min(target.remaining(), next.content.length));
        return next.sender;
    }

    @Override
    protected void implCloseSelectableChannel() {
        descriptors.giveBack();
        arrived.clear();
        if (local != null) {
            host.bindings().datagramPorts().release(local.getPort(), this);
        }
    }

    @Override
    public boolean isReadable() {
        return !isOpen() || unreachable || !arrived.isEmpty();
    }

    @Override
    public boolean isWritable() {
        return true;
    }

    @Override
    public SimulatedRegistration registration() {
        return registration;
    }

    @Override
    public boolean isConnected() {
        return peer != null;
    }

    @Override
    public @Nullable SocketAddress getRemoteAddress() {
        return peer;
    }

    @Override
    public @Nullable SocketAddress getLocalAddress() {
        return local;
    }

    @Override
    public String toString() {
        return host.name() + ", UDP port " + (local == null ? "?" : local.getPort());
    }
}
