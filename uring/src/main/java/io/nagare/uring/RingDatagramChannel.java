package io.nagare.uring;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.PortUnreachableException;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.nio.ByteBuffer;
import java.nio.channels.AlreadyConnectedException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.IllegalBlockingModeException;
import java.nio.channels.MembershipKey;
import java.nio.channels.NotYetConnectedException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.spi.SelectorProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A UDP socket that a ring watches. It sends and receives by plain calls. Any thread may use this. It must be in
 * non-blocking mode to send or receive.
 */
final class RingDatagramChannel extends DatagramChannel implements RingChannel {

    private final int family;
    private final PacketSocket packets;

    /** Where the system writes the sender of a datagram, and the length of its address. Guards both. */
    private final MemorySegment sender = Arena.ofAuto().allocate(SocketAddresses.LONGEST, 8);

    private final MemorySegment senderLength = Arena.ofAuto().allocate(ValueLayout.JAVA_INT);

    /** The memberships; its monitor guards it, and is taken inside that of {@link PacketSocket#sending}. */
    private final List<RingMembership> memberships = new ArrayList<>();

    private volatile @Nullable SocketAddress peer;

    RingDatagramChannel(SelectorProvider provider, int family, int descriptor) throws IOException {
        super(provider);
        this.family = family;
        this.packets = new PacketSocket(descriptor);
        Multicast.receiveOnlyWhatWasJoined(descriptor, family);
    }

    @Override
    public SelectableChannel asSelectable() {
        return this;
    }

    @Override
    public PacketSocket ringSocket() {
        return packets;
    }

    @Override
    public DatagramChannel bind(@Nullable SocketAddress address) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            synchronized (packets.sending) {
                check(Sockets.bind(packets.descriptor(), SocketAddresses.encode(address, family, arena)));
            }
        }
        return this;
    }

    private static void check(int result) throws IOException {
        if (result == Errors.REFUSED) {
            throw new PortUnreachableException();
        }
        if (result < 0) {
            throw Errors.socket(result);
        }
    }

    @Override
    public DatagramChannel connect(SocketAddress address) throws IOException {
        requireNonNull(address, "address");
        try (Arena arena = Arena.ofConfined()) {
            synchronized (packets.sending) {
                int descriptor = packets.descriptor();
                if (peer != null) {
                    throw new AlreadyConnectedException();
                }
                check(Sockets.connect(descriptor, SocketAddresses.encode(address, family, arena)));
                peer = SocketAddresses.of(descriptor, true);
            }
        }
        return this;
    }

    @Override
    public DatagramChannel disconnect() throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            synchronized (packets.sending) {
                if (isOpen() && peer != null) {
                    // An address of no family.
                    check(Sockets.connect(packets.descriptor(), arena.allocate(SocketAddresses.LONGEST, 8)));
                    peer = null;
                }
            }
        }
        return this;
    }

    @Override
    public @Nullable SocketAddress receive(ByteBuffer into) throws IOException {
        if (into.isReadOnly()) {
            throw new IllegalArgumentException("the buffer is read-only");
        }
        checkMode();
        synchronized (sender) {
            int result = packets.receive(into, sender, senderLength);
            if (isNothing(result)) {
                return null;
            }
            check(result);
            return SocketAddresses.decode(sender, senderLength.get(ValueLayout.JAVA_INT, 0));
        }
    }

    private static boolean isNothing(int result) {
        return result == Errors.TRY_AGAIN || result == Errors.INTERRUPTED;
    }

    @Override
    public int send(ByteBuffer from, SocketAddress target) throws IOException {
        requireNonNull(target, "target");
        checkMode();
        SocketAddress only = peer;
        if (only != null && !only.equals(target)) {
            throw new AlreadyConnectedException();
        }
        try (Arena arena = Arena.ofConfined()) {
            return sendTo(from, only != null ? MemorySegment.NULL : SocketAddresses.encode(target, family, arena));
        }
    }

    private int sendTo(ByteBuffer from, MemorySegment target) throws IOException {
        synchronized (packets.sending) {
            int result = Sockets.sendTo(packets.descriptor(), from, target);
            if (isNothing(result)) {
                return 0;
            }
            check(result);
            return result;
        }
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        checkConnected();
        int before = into.position();
        receive(into);
        return into.position() - before;
    }

    @Override
    public long read(ByteBuffer[] targets, int offset, int length) throws IOException {
        ByteBuffer whole = ByteBuffer.allocateDirect(Sockets.COPIED_AT_ONCE);
        read(whole);
        whole.flip();
        long total = whole.remaining();
        for (int i = offset; i < offset + length && whole.hasRemaining(); i++) {
            int part = Math.min(whole.remaining(), targets[i].remaining());
            targets[i].put(whole.slice(whole.position(), part));
            whole.position(whole.position() + part);
        }
        return total - whole.remaining();
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        checkMode();
        checkConnected();
        return sendTo(from, MemorySegment.NULL);
    }

    @Override
    public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
        int total = 0;
        for (int i = offset; i < offset + length; i++) {
            total = Math.addExact(total, sources[i].remaining());
        }
        ByteBuffer whole = ByteBuffer.allocateDirect(total);
        for (int i = offset; i < offset + length; i++) {
            whole.put(sources[i].duplicate());
        }
        int sent = write(whole.flip());
        for (int i = offset; i < offset + length && sent > 0; i++) {
            sources[i].position(sources[i].limit());
        }
        return sent;
    }

    @Override
    public MembershipKey join(InetAddress group, NetworkInterface on) throws IOException {
        if (!group.isMulticastAddress()) {
            throw new IllegalArgumentException(group.getHostAddress() + " is no multicast address");
        }
        boolean four = group instanceof Inet4Address;
        if (!four && family == SocketAddresses.IP4) {
            throw new IllegalArgumentException("a socket of IPv4 cannot join a group of IPv6");
        }
        if (on.inetAddresses().noneMatch(address -> address instanceof Inet4Address == four)) {
            throw new IllegalArgumentException("the network interface has no address of " + (four ? "IPv4" : "IPv6"));
        }
        synchronized (packets.sending) {
            int descriptor = packets.descriptor();
            synchronized (memberships) {
                for (RingMembership present : memberships) {
                    if (present.isOf(group, on)) {
                        return present;
                    }
                }
                check(Multicast.change(descriptor, true, group, on));
                RingMembership joined = new RingMembership(this, group, on);
                memberships.add(joined);
                return joined;
            }
        }
    }

    @Override
    public MembershipKey join(InetAddress group, NetworkInterface on, InetAddress source) {
        throw RingMembership.withoutSources();
    }

    boolean has(RingMembership membership) {
        synchronized (memberships) {
            return memberships.contains(membership);
        }
    }

    void leave(RingMembership membership) {
        synchronized (packets.sending) {
            synchronized (memberships) {
                if (memberships.remove(membership)) {
                    try {
                        // A failure leaves nothing to do: the membership ends with the socket.
                        Multicast.change(
                                packets.descriptor(), false, membership.group(), membership.networkInterface());
                    } catch (IOException closed) {
                        return;
                    }
                }
            }
        }
    }

    @Override
    public <T> DatagramChannel setOption(SocketOption<T> option, T value) throws IOException {
        checkSupported(option);
        synchronized (packets.sending) {
            SocketOptions.set(packets.descriptor(), option, requireNonNull(value, "value"));
        }
        return this;
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> @Nullable T getOption(SocketOption<T> option) throws IOException {
        checkSupported(option);
        synchronized (packets.sending) {
            return (T) SocketOptions.get(packets.descriptor(), option);
        }
    }

    private void checkSupported(SocketOption<?> option) {
        if (!supportedOptions().contains(requireNonNull(option, "option"))) {
            throw new UnsupportedOperationException("a ring's UDP socket has no option " + option.name());
        }
    }

    @Override
    public Set<SocketOption<?>> supportedOptions() {
        return SocketOptions.ofDatagrams();
    }

    @Override
    public DatagramSocket socket() {
        throw new UnsupportedOperationException("a ring's channel has no java.net.DatagramSocket");
    }

    @Override
    public boolean isConnected() {
        return peer != null;
    }

    @Override
    public @Nullable SocketAddress getRemoteAddress() throws IOException {
        if (!isOpen()) {
            throw new ClosedChannelException();
        }
        return peer;
    }

    @Override
    public @Nullable SocketAddress getLocalAddress() throws IOException {
        synchronized (packets.sending) {
            return SocketAddresses.of(packets.descriptor(), false);
        }
    }

    private void checkMode() {
        if (isBlocking()) {
            throw new IllegalBlockingModeException();
        }
    }

    private void checkConnected() throws IOException {
        if (peer == null) {
            if (!isOpen()) {
                throw new ClosedChannelException();
            }
            throw new NotYetConnectedException();
        }
    }

    @Override
    protected void implCloseSelectableChannel() {
        packets.close(false);
    }

    @Override
    protected void implConfigureBlocking(boolean block) {
        if (block) {
            throw new UnsupportedOperationException("a ring's channel never blocks");
        }
    }
}
