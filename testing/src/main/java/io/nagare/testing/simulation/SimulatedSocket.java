package io.nagare.testing.simulation;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NoConnectionPendingException;
import java.nio.channels.NotYetConnectedException;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnresolvedAddressException;
import java.nio.channels.spi.SelectorProvider;
import org.jspecify.annotations.Nullable;

/**
 * One end of a simulated TCP connection. Bytes arrive in order and once, or the connection fails. Used by the thread
 * that steps.
 */
final class SimulatedSocket extends SocketChannelBase implements Watched {

    private final Host host;
    private final SimulatedRegistration registration = new SimulatedRegistration(this);

    /** The other end, once it exists. */
    private @Nullable SimulatedSocket peer;

    private @Nullable Host target;

    /** Why connecting has failed. */
    private @Nullable IOException refusal;

    /** Why the connection is broken. */
    private @Nullable String broken;

    /** Where this has its descriptor from; null while it is in a backlog. */
    private @Nullable Descriptors descriptors;

    /** Whether the program that owned this has crashed. */
    private boolean dead;

    /** How often the host had lost power when this was made. */
    private final int powerLossesBefore;

    private final Incoming incoming = new Incoming();
    private final Outgoing outgoing = new Outgoing(this);

    /** A socket that is going to connect. */
    SimulatedSocket(SelectorProvider provider, Host host) {
        this(provider, host, new SocketOptions());
        descriptors = host.descriptors();
    }

    /** A socket in a backlog. */
    SimulatedSocket(SelectorProvider provider, Host host, SocketOptions listener) {
        super(provider, new SocketOptions(listener));
        this.host = host;
        this.powerLossesBefore = host.powerLosses();
        host.sockets().add(this);
    }

    void accepted() {
        descriptors = host.descriptors();
    }

    // Connecting

    @Override
    public boolean connect(SocketAddress address) throws IOException {
        checkMayConnect();
        if (address instanceof UnixDomainSocketAddress unix) {
            connect(unix);
        } else {
            connect((InetSocketAddress) address);
        }
        return false;
    }

    /** Connects to a path of the same host. */
    private void connect(UnixDomainSocketAddress to) throws SocketException {
        if (host.bindings().names().at(to.getPath()) == null) {
            throw new SocketException("No such file or directory");
        }
        remote = to;
        local = UnixDomainSocketAddress.of("");
        pending = true;
        target = host;
        new Handshake(this, host, to).begin();
    }

    private void connect(InetSocketAddress to) {
        if (to.isUnresolved()) {
            throw new UnresolvedAddressException();
        }
        remote = to;
        pending = true;
        Host other = host.network().hostAt(to.getAddress(), host);
        local = new InetSocketAddress(
                other == host ? to.getAddress() : host.address(), host.bindings().ports().ephemeral());
        host.note("connects to " + host.network().describe(to));
        if (other == null) {
            host.network().loopback(host).sendOnce(() -> refuse(new NoRouteToHostException("No route to host")));
        } else {
            target = other;
            new Handshake(this, other, to).begin();
        }
    }

    /** This end begins, in the backlog of a listener. */
    void meet(SimulatedSocket connecting) {
        connecting.peer = this;
        peer = connecting;
        target = connecting.host;
        local = connecting.remote;
        remote = connecting.local;
        connected = true;
    }

    /** The other host has accepted the connection. */
    void established() {
        if (isGone()) {
            sendReset();
        } else if (broken == null && refusal == null) {
            connected = true;
            host.note("is connected to " + this);
            registration.changed();
        }
    }

    /** Connecting has failed. */
    void refuse(IOException why) {
        if (!isGone() && !connected && refusal == null) {
            refusal = why;
            host.note("cannot connect: " + why.getMessage());
            registration.changed();
        }
    }

    @Override
    public boolean finishConnect() throws IOException {
        if (!isOpen()) {
            throw new ClosedChannelException();
        }
        if (!pending) {
            if (connected) {
                return true;
            }
            throw new NoConnectionPendingException();
        }
        IOException why = refusal != null || broken == null ? refusal : new ConnectException(broken);
        if (why != null) {
            close();
            throw why;
        }
        pending = !connected;
        return connected;
    }

    /** The way to the peer's host. */
    Link there() {
        return host.network().link(host, otherHost());
    }

    /** The way from the peer's host. */
    Link back() {
        return host.network().link(otherHost(), host);
    }

    private Host otherHost() {
        Host other = target;
        if (other == null) {
            throw new NotYetConnectedException();
        }
        return other;
    }

    SimulatedSocket peer() {
        SimulatedSocket other = peer;
        if (other == null) {
            throw new NotYetConnectedException();
        }
        return other;
    }

    // Sending

    @Override
    public int write(ByteBuffer source) throws IOException {
        checkUsable();
        if (outgoing.hasEnded()) {
            throw new ClosedChannelException();
        }
        if (broken != null) {
            throw new SocketException(broken.equals("Connection reset") ? "Broken pipe" : broken);
        }
        int most = Math.min(room(peer()), source.remaining());
        if (most <= 0) {
            return 0;
        }
        byte[] bytes = new byte[host.network().piece(most)];
        source.get(bytes);
        outgoing.send(bytes);
        return bytes.length;
    }

    @Override
    public SocketChannel shutdownOutput() throws IOException {
        checkUsable();
        sendEnd();
        return this;
    }

    private void sendEnd() {
        if (broken == null) {
            outgoing.end();
        }
    }

    /** How many bytes may be sent now. */
    private int room(SimulatedSocket to) {
        return options.sendBuffer() + to.options.receiveBuffer() - outgoing.outstanding();
    }

    // Receiving

    /** Takes bytes that have arrived. */
    void take(byte[] bytes) {
        if (broken == null && incoming.add(bytes)) {
            host.note("gets " + bytes.length + " bytes of " + this);
            registration.changed();
        }
    }

    /** Takes the end of the peer's direction. */
    void takeEnd() {
        if (broken == null) {
            incoming.end();
            host.note("sees the end of " + this);
            registration.changed();
        }
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        checkUsable();
        if (broken != null && !incoming.isUnread()) {
            throw new SocketException(broken);
        }
        int count = incoming.read(target, host.network()::piece);
        if (count > 0 && broken == null) {
            peer().outgoing.readBy(this, count);
        }
        return count;
    }

    @Override
    public SocketChannel shutdownInput() throws IOException {
        checkUsable();
        incoming.shut();
        registration.changed();
        return this;
    }

    // Ending

    @Override
    protected void implCloseSelectableChannel() {
        host.sockets().remove(this);
        if (descriptors != null) {
            descriptors.giveBack();
        }
        endConnection();
    }

    /** The system ends the connection: with a reset if something is unread, or if nobody has accepted it. */
    private void endConnection() {
        if (peer == null || broken != null) {
            return;
        }
        if (options.resetsOnClose() || incoming.isUnread() || descriptors == null) {
            sendReset();
        } else if (connected) {
            sendEnd();
        }
    }

    private void sendReset() {
        SimulatedSocket to = peer;
        if (to != null) {
            there().sendOnce(() -> to.breakOff("Connection reset"));
        }
    }

    /** Resets the connection, which is not accepted. */
    void abort() {
        sendReset();
        try {
            broken = "Connection reset";
            close();
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** Resets the connection from both ends, as a device between them may. */
    void cutOff() {
        breakOff("Connection reset");
        if (peer != null) {
            peer.breakOff("Connection reset");
        }
    }

    /** As {@link #cutOff}, a moment later. */
    void resetSoon() {
        host.network().loopback(host).sendOnce(this::cutOff);
    }

    /** Ends the connection with a failure. */
    void breakOff(String why) {
        if (dead || !isOpen() || broken != null) {
            return;
        }
        broken = why;
        if (!host.network().keepsUnread()) {
            incoming.clear();
        }
        host.note(why + ": " + this);
        registration.changed();
    }

    /**
     * The program that owns this has crashed.
     *
     * @param closes whether the system closes the connection, as it does for a program that is killed
     */
    void crash(boolean closes) {
        if (closes) {
            endConnection();
        }
        dead = true;
        if (peer != null && peer.connected && peer.room(this) <= 0) {
            peer.outgoing.probe();
        }
    }

    // Looking

    /** Whether this answers nothing, because its host does not. */
    boolean isSilent() {
        return host.isDown();
    }

    /** Whether the host has lost power since, so that its system sends nothing of this any more. */
    boolean isForgotten() {
        return host.powerLosses() != powerLossesBefore;
    }

    /** Whether the program that owned this has crashed or has closed it. */
    boolean isGone() {
        return dead || !isOpen();
    }

    /** Whether the system has ended this in good order, and only waits for the peer's end. */
    boolean awaitsEnd() {
        return broken == null && outgoing.hasEnded() && !isForgotten();
    }

    /** Whether this is one end of a connection between two hosts. */
    boolean joins(Host one, Host other) {
        return target != null && (host == one && target == other || host == other && target == one);
    }

    @Override
    public boolean isReadable() {
        return !isOpen() || broken != null || incoming.isReadable();
    }

    @Override
    public boolean isWritable() {
        if (!isOpen() || broken != null || refusal != null) {
            return true;
        }
        SimulatedSocket to = peer;
        return connected && to != null && room(to) > 0;
    }

    @Override
    public SimulatedRegistration registration() {
        return registration;
    }

    @Override
    public String toString() {
        return host.network().describe(local) + " - " + host.network().describe(remote);
    }
}
