package io.nagare.net.udp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.One;
import io.nagare.Task;
import io.nagare.net.fixture.Recorder;
import io.nagare.net.fixture.TcpFixture;
import java.io.OutputStream;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UdpTest extends TcpFixture {

    private UdpSocket server;
    private InetSocketAddress address;

    @BeforeEach
    void bind() {
        server = nagare.blockOn(Udp.bind("127.0.0.1", 0), LIMIT);
        address = server.localAddress();
    }

    private UdpSocket connected() {
        return nagare.blockOn(Udp.connect("127.0.0.1", server.port()), LIMIT);
    }

    private static Datagram to(InetSocketAddress peer, String text) {
        return new Datagram(Bytes.utf8(text), peer);
    }

    private String next(UdpSocket socket) {
        return nagare.blockOn(socket.receive().next(), LIMIT).content().utf8();
    }

    @Test
    void anEchoServerAnswersEachSender() {
        nagare.spawn(server.send(server.receive()));
        try (UdpSocket first = connected();
                UdpSocket second = nagare.blockOn(Udp.bind("127.0.0.1", 0), LIMIT)) {
            nagare.blockOn(first.send(Bytes.utf8("one")), LIMIT);
            nagare.blockOn(second.send(to(address, "two")), LIMIT);
            assertEquals("one", next(first));
            Datagram answer = nagare.blockOn(second.receive().next(), LIMIT);
            assertEquals(to(address, "two"), answer);
        }
        server.close();
    }

    @Test
    void withoutDemandDatagramsWaitInTheSystem() {
        try (UdpSocket client = connected()) {
            nagare.blockOn(client.send(Many.range(0, 10).map(i -> to(address, "d" + i))), LIMIT);
        }
        assertEquals("d0", next(server));
        assertEquals("d1", next(server));
        // A later subscriber goes on.
        assertEquals("d2", next(server));
        server.close();
    }

    @Test
    void anEmptyDatagramIsOne() {
        nagare.blockOn(server.send(new Datagram(Bytes.empty(), address)), LIMIT);
        assertEquals("", next(server));
        try (UdpSocket client = connected()) {
            assertTrue(failure(client.send(Bytes.empty())).getMessage().contains("sends no empty datagram"));
        }
        server.close();
    }

    @Test
    void oneSubscriberAtATime() {
        Recorder<Datagram> first = new Recorder<>();
        server.receive().subscribe(first);
        assertEquals(
                "receive on " + server + " failed: it is being received from by another subscriber",
                failure(server.receive().next()).getMessage());
        server.close();
        eventually("the first one has ended", first::hasEnded);
    }

    @Test
    void closingCompletesWhatReceivesAndFailsWhatSends() {
        Task<Void> receiving = nagare.spawn(server.receive().then());
        server.close();
        receiving.block(LIMIT);
        Throwable late = failure(server.send(to(address, "late")));
        assertEquals("send on " + server + " failed: it was closed", late.getMessage());
        assertTrue(server.isClosed());
    }

    @Test
    void closingTheRuntimeClosesTheSocket() {
        Recorder<Datagram> receiving = new Recorder<>();
        server.receive().subscribe(receiving);
        receiving.request(1);
        assertTrue(nagare.close(Duration.ofSeconds(10)));
        assertTrue(server.isClosed());
    }

    @Test
    void theNetworkReportsThatNobodyListens() {
        UdpSocket client = connected();
        server.close();
        eventually("the system has closed the port", () -> {
            Throwable failure = null;
            try {
                nagare.blockOn(client.send(Bytes.utf8("x")), LIMIT);
                nagare.blockOn(client.receive().next().timeout(Duration.ofSeconds(5)), LIMIT);
            } catch (RuntimeException failed) {
                failure = failed.getCause();
            }
            return failure != null && failure.getMessage().endsWith("failed: the peer's port is unreachable");
        });
        assertFalse(client.isClosed());
        client.close();
    }

    @Test
    void aDatagramThatIsTooLargeIsTold() {
        Bytes large = Bytes.copyOf(new byte[65_508]);
        Throwable failure = failure(server.send(new Datagram(large, address)));
        assertTrue(
                failure.getMessage().endsWith("a datagram of 65508 bytes is too large for its way"),
                failure.getMessage());
        // The socket is still good.
        nagare.blockOn(server.send(new Datagram(Bytes.copyOf(new byte[65_507]), address)), LIMIT);
        assertEquals(65_507, nagare.blockOn(server.receive().next(), LIMIT).content().length());
        assertThrows(
                IllegalArgumentException.class, () -> new Datagram(Bytes.copyOf(new byte[65_528]), address));
        server.close();
    }

    @Test
    void aConnectedSocketSendsToNoOtherPeer() {
        try (UdpSocket client = connected()) {
            InetSocketAddress other = new InetSocketAddress("127.0.0.1", 9);
            assertEquals(
                    "send on " + client + " failed: it is connected, so it cannot send to another peer, 127.0.0.1:9;"
                            + " a socket of Udp.bind can",
                    failure(client.send(to(other, "x"))).getMessage());
            // The socket is still good.
            nagare.blockOn(client.send(to(address, "y")), LIMIT);
            assertEquals("y", next(server));
        }
        server.close();
    }

    /** The system takes an address of all zeros for this machine. */
    @Test
    void aSocketThatIsConnectedToAllZerosSends() {
        try (UdpSocket all = nagare.blockOn(Udp.bind("0.0.0.0", 0), LIMIT);
                UdpSocket client = nagare.blockOn(Udp.connect("0.0.0.0", all.port()), LIMIT)) {
            nagare.blockOn(client.send(Bytes.utf8("z")), LIMIT);
            assertEquals("z", next(all));
        }
        server.close();
    }

    @Test
    void aBroadcastThatWasNotAskedForIsTold() {
        server.close();
        InetSocketAddress everybody = new InetSocketAddress("255.255.255.255", 9);
        String why = " failed: the system does not permit datagrams to 255.255.255.255:9; if that is a broadcast"
                + " address, open the socket with UdpOptions.withBroadcast()";
        try (UdpSocket any = nagare.blockOn(Udp.bind("0.0.0.0", 0), LIMIT)) {
            assertEquals("send on " + any + why, failure(any.send(to(everybody, "x"))).getMessage());
        }
        assertEquals(
                "connect on 255.255.255.255:9" + why,
                failure(Udp.connect("255.255.255.255", 9)).getMessage());
    }

    @Test
    void aFailureToSendNamesThePeer() {
        InetSocketAddress nowhere = new InetSocketAddress("127.0.0.1", 0);
        String message = failure(server.send(to(nowhere, "x"))).getMessage();
        assertTrue(message.startsWith("send on " + server + " failed: to 127.0.0.1:0: "), message);
        server.close();
    }

    @Test
    void aGroupOfTheOtherVersionIsRefused() throws Exception {
        InetAddress group = InetAddress.getByName("ff02::7");
        String refused = assertThrows(IllegalArgumentException.class, () -> server.join(group, loopback()))
                .getMessage();
        assertTrue(refused.startsWith("ff02:0:0:0:0:0:0:7 is a group of IPv6, but " + server), refused);
        assertTrue(refused.endsWith("bind to \"::\""), refused);
        server.close();
        String closed = assertThrows(
                UdpException.class, () -> server.join(InetAddress.getByName("239.255.7.7"), loopback())).getMessage();
        assertEquals("join on " + server + " failed: it was closed", closed);
    }

    @Test
    void badInputIsRefusedAtTheCall() {
        assertThrows(IllegalArgumentException.class, () -> Udp.connect("127.0.0.1", 0));
        assertThrows(IllegalArgumentException.class, () -> Udp.bind("127.0.0.1", 70_000));
        assertThrows(IllegalArgumentException.class, () -> Udp.bind("a b", 0));
        assertThrows(IllegalArgumentException.class, () -> UdpOptions.defaults().receiveBuffer(-1));
        assertThrows(IllegalStateException.class, () -> server.send(Bytes.utf8("to nobody")));
        assertThrows(
                IllegalArgumentException.class,
                () -> to(InetSocketAddress.createUnresolved("host.test", 1), "to nobody known"));
        assertThrows(
                IllegalArgumentException.class, () -> server.join(InetAddress.getLoopbackAddress(), loopback()));
        assertEquals(
                "bind on 127.0.0.1:" + server.port() + " failed: Address already in use",
                failure(Udp.bind("127.0.0.1", server.port())).getMessage());
        server.close();
    }

    @Test
    void aFunctionsSocketIsClosedBehindIt() {
        UdpSocket[] used = new UdpSocket[1];
        nagare.blockOn(
                Udp.binding("127.0.0.1", 0, socket -> {
                            used[0] = socket;
                            return One.just(1);
                        })
                        .then(),
                LIMIT);
        assertTrue(used[0].isClosed());
        Many<Object> throwing = Udp.binding("127.0.0.1", 0, socket -> {
            used[0] = socket;
            throw new IllegalStateException("planned");
        });
        assertThrows(IllegalStateException.class, () -> nagare.blockOn(throwing.then(), LIMIT));
        assertTrue(used[0].isClosed());
        server.close();
    }

    private static NetworkInterface loopback() {
        try {
            return NetworkInterface.getByInetAddress(InetAddress.getLoopbackAddress());
        } catch (java.net.SocketException failure) {
            throw new AssertionError(failure);
        }
    }

    @Test
    void aGroupIsReceivedBetweenJoiningAndLeaving() throws Exception {
        server.close();
        InetAddress group = InetAddress.getByName("239.255.7.7");
        UdpSocket member = nagare.blockOn(Udp.bind("0.0.0.0", 0, UdpOptions.defaults().sharedPort()), LIMIT);
        UdpSocket.Membership membership = member.join(group, loopback());
        try (DatagramSocket sender = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            sender.setOption(java.net.StandardSocketOptions.IP_MULTICAST_IF, loopback());
            byte[] content = {'h', 'i'};
            sender.send(new java.net.DatagramPacket(content, 2, group, member.port()));
            assertEquals("hi", next(member));
            membership.close();
            membership.close();
            sender.send(new java.net.DatagramPacket(content, 2, group, member.port()));
            sender.send(new java.net.DatagramPacket(
                    new byte[] {'y', 'o'}, 2, InetAddress.getLoopbackAddress(), member.port()));
            assertEquals("yo", next(member));
        }
        member.close();
    }

    @Test
    void whatTheSystemDropsIsCounted() throws Exception {
        Assumptions.assumeTrue(Files.isReadable(Path.of("/proc/net/udp")), "only Linux counts, so this is skipped");
        server.close();
        UdpSocket small =
                nagare.blockOn(Udp.bind("127.0.0.1", 0, UdpOptions.defaults().receiveBuffer(4096)), LIMIT);
        assertEquals(0L, nagare.blockOn(small.dropped(), LIMIT));
        try (UdpSocket client = nagare.blockOn(Udp.connect("127.0.0.1", small.port()), LIMIT)) {
            Bytes content = Bytes.copyOf(new byte[1000]);
            nagare.blockOn(
                    client.send(Many.range(0, 100).map(i -> new Datagram(content, small.localAddress()))), LIMIT);
        }
        long dropped = nagare.blockOn(small.dropped(), LIMIT);
        assertTrue(dropped > 50 && dropped < 100, dropped + " of 100 were dropped");
        small.close();
    }

    @Test
    void otherProgramsUnderstandIt() throws Exception {
        Assumptions.assumeTrue(
                Files.exists(Path.of("/usr/bin/nc")) || Files.exists(Path.of("/bin/nc")),
                "nc is not installed, so this test is skipped");
        nagare.spawn(server.send(server.receive()));
        Process nc = new ProcessBuilder("nc", "-u", "-w1", "127.0.0.1", String.valueOf(server.port())).start();
        try (OutputStream out = nc.getOutputStream()) {
            out.write("hello".getBytes());
            out.flush();
            assertEquals("hello", new String(nc.getInputStream().readNBytes(5)));
        }
        nc.waitFor();
        server.close();
    }

    @Test
    void manyDatagramsPassBothWays() {
        nagare.spawn(server.send(server.receive()));
        try (UdpSocket client = connected()) {
            List<String> answers = nagare.blockOn(
                    Many.range(0, 500)
                            .concatMap(i -> client.send(Bytes.utf8("d" + i)).thenMany(client.receive().take(1)))
                            .map(datagram -> datagram.content().utf8())
                            .collectList(),
                    LIMIT);
            assertEquals(500, answers.size());
            assertEquals("d499", answers.get(499));
        }
        server.close();
    }
}
