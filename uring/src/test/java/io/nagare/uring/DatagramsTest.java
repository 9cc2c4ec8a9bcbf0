package io.nagare.uring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nagare.net.fixture.Descriptors;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.PortUnreachableException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.AlreadyConnectedException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.IllegalBlockingModeException;
import java.nio.channels.MembershipKey;
import java.nio.channels.NotYetConnectedException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** UDP sockets on a ring, used without a runtime. */
class DatagramsTest {

    private static final long LIMIT_MILLIS = 10_000;

    private final List<DatagramChannel> opened = new ArrayList<>();
    private int descriptors;
    private Selector selector;

    @BeforeEach
    void open() throws IOException {
        assumeTrue(Uring.isAvailable(), Uring.unavailabilityReason());
        DatagramChannel.open().close();
        descriptors = Descriptors.open();
        selector = Uring.network().openSelector();
    }

    @AfterEach
    void nothingIsLeftBehind() throws Exception {
        for (DatagramChannel channel : opened) {
            channel.close();
        }
        if (selector != null) {
            selector.close();
            Descriptors.assertBackTo(descriptors);
        }
    }

    private DatagramChannel channel() throws IOException {
        DatagramChannel channel = Uring.network().openDatagramChannel();
        opened.add(channel);
        channel.configureBlocking(false);
        return channel;
    }

    private DatagramChannel bound() throws IOException {
        return channel().bind(new InetSocketAddress("127.0.0.1", 0));
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String text(ByteBuffer received) {
        return StandardCharsets.US_ASCII.decode(received.flip()).toString();
    }

    @Test
    void aSocketIsReportedUntilNoDatagramIsLeft() throws Exception {
        DatagramChannel first = bound();
        DatagramChannel second = bound();
        SelectionKey key = second.register(selector, SelectionKey.OP_READ);
        assertEquals(0, selector.selectNow(ready -> {}));
        for (int round = 0; round < 3; round++) {
            assertEquals(3, first.send(bytes("one"), second.getLocalAddress()));
            assertEquals(0, first.send(bytes(""), second.getLocalAddress()));
            assertEquals(1, selector.select(ready -> {}, LIMIT_MILLIS));
            assertTrue(key.isReadable());
            ByteBuffer heap = ByteBuffer.allocate(10);
            assertEquals(first.getLocalAddress(), second.receive(heap));
            assertEquals("one", text(heap));
            assertEquals(1, selector.selectNow(ready -> {}));
            ByteBuffer direct = ByteBuffer.allocateDirect(10);
            assertEquals(first.getLocalAddress(), second.receive(direct));
            assertEquals(0, direct.position());
            assertNull(second.receive(direct));
            assertEquals(0, selector.selectNow(ready -> {}));
        }
    }

    @Test
    void aConnectedSocketHearsOfItsPeerOnly() throws Exception {
        DatagramChannel server = bound();
        DatagramChannel client = bound();
        assertThrows(NotYetConnectedException.class, () -> client.write(bytes("x")));
        client.connect(server.getLocalAddress());
        assertTrue(client.isConnected());
        assertEquals(server.getLocalAddress(), client.getRemoteAddress());
        assertThrows(AlreadyConnectedException.class, () -> client.connect(server.getLocalAddress()));
        assertThrows(AlreadyConnectedException.class, () -> client.send(bytes("x"), new InetSocketAddress(1)));
        assertEquals(5, client.write(new ByteBuffer[] {bytes("ab"), bytes("cde")}));
        ByteBuffer into = ByteBuffer.allocate(10);
        assertEquals(client.getLocalAddress(), server.receive(into));
        assertEquals("abcde", text(into));
        server.send(bytes("answer"), client.getLocalAddress());
        ByteBuffer[] parts = {ByteBuffer.allocate(2), ByteBuffer.allocate(10)};
        assertEquals(6, client.read(parts));
        assertEquals("an", text(parts[0]));
        assertEquals("swer", text(parts[1]));
        client.disconnect();
        assertFalse(client.isConnected());
    }

    @Test
    void aPortWithoutASocketIsToldAndReported() throws Exception {
        DatagramChannel gone = bound();
        DatagramChannel client = channel();
        client.connect(gone.getLocalAddress());
        gone.close();
        client.register(selector, SelectionKey.OP_READ);
        selector.selectNow(key -> {});
        client.write(bytes("x"));
        assertEquals(1, selector.select(key -> {}, LIMIT_MILLIS));
        assertThrows(PortUnreachableException.class, () -> client.receive(ByteBuffer.allocate(1)));
        assertNull(client.receive(ByteBuffer.allocate(1)));
    }

    @Test
    void aGroupIsJoinedOnceAndLeft() throws Exception {
        NetworkInterface loopback = NetworkInterface.getByInetAddress(InetAddress.getLoopbackAddress());
        InetAddress group = InetAddress.getByName("239.1.2.3");
        DatagramChannel channel = Uring.network().openDatagramChannel(StandardProtocolFamily.INET);
        opened.add(channel);
        channel.configureBlocking(false);
        MembershipKey membership = channel.join(group, loopback);
        assertSame(membership, channel.join(group, loopback));
        assertTrue(membership.isValid());
        assertThrows(UnsupportedOperationException.class, () -> membership.block(group));
        membership.drop();
        membership.drop();
        assertFalse(membership.isValid());
        assertTrue(channel.join(group, loopback).isValid());
        assertThrows(
                IllegalArgumentException.class,
                () -> channel.join(InetAddress.getByName("ff02::123"), loopback));
        assertThrows(IllegalArgumentException.class, () -> channel.join(InetAddress.getLoopbackAddress(), loopback));
    }

    @Test
    void badInputIsRefused() throws Exception {
        DatagramChannel blocking = Uring.network().openDatagramChannel();
        opened.add(blocking);
        assertThrows(IllegalBlockingModeException.class, () -> blocking.receive(ByteBuffer.allocate(1)));
        DatagramChannel channel = bound();
        assertThrows(
                IllegalArgumentException.class,
                () -> channel.receive(ByteBuffer.allocate(1).asReadOnlyBuffer()));
        assertThrows(
                UnsupportedOperationException.class, () -> channel.setOption(StandardSocketOptions.TCP_NODELAY, true));
        channel.setOption(StandardSocketOptions.SO_BROADCAST, true);
        assertEquals(true, channel.getOption(StandardSocketOptions.SO_BROADCAST));
        IOException tooLong = assertThrows(
                IOException.class, () -> channel.send(ByteBuffer.allocate(70_000), channel.getLocalAddress()));
        assertTrue(tooLong.getMessage().contains("long"), tooLong.getMessage());
        channel.close();
        assertThrows(ClosedChannelException.class, () -> channel.receive(ByteBuffer.allocate(1)));
        assertThrows(ClosedChannelException.class, () -> channel.send(bytes("x"), new InetSocketAddress(1)));
        assertThrows(
                UnsupportedOperationException.class,
                () -> Uring.network().openDatagramChannel(StandardProtocolFamily.UNIX));
    }
}
