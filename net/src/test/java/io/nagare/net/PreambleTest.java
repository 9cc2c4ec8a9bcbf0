package io.nagare.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.One;
import io.nagare.Task;
import io.nagare.net.fixture.TcpFixture;
import io.nagare.net.preamble.HttpConnect;
import io.nagare.net.preamble.Preamble;
import io.nagare.net.preamble.PreambleSource;
import io.nagare.net.preamble.ProxyHeader;
import io.nagare.net.preamble.SocksConnect;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What is said on a connection before its own bytes: however it is cut into pieces, and whatever a peer says. */
class PreambleTest extends TcpFixture {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final String SIGNATURE = "0d0a0d0a000d0a515549540a";

    private static byte[] hex(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static Many<Bytes> singly(byte[] bytes) {
        List<Bytes> pieces = new ArrayList<>();
        for (byte b : bytes) {
            pieces.add(Bytes.copyOf(new byte[] {b}));
        }
        return Many.fromIterable(pieces);
    }

    /** Plays a preamble on one end of a pair, to whose other end the peer's words are written. */
    private Connection play(Supplier<Preamble> preamble, byte[] words) {
        Connection.Pair pair = Connection.pair();
        Task<Void> playing = nagare.spawn(
                pair.first().handshake("test", wire -> PreambleSource.play(wire, preamble), HOUR));
        nagare.blockOn(pair.second().write(singly(words)), LIMIT);
        playing.block(LIMIT);
        nagare.blockOn(pair.second().writeAndEnd(Bytes.utf8("and more")), LIMIT);
        String rest = nagare.blockOn(
                pair.first().read().reduce("", (all, bytes) -> all + bytes.utf8()), LIMIT);
        assertEquals("and more", rest);
        return pair.first();
    }

    private void refused(String expected, Supplier<Preamble> preamble, byte[] words) {
        Connection.Pair pair = Connection.pair();
        Task<Void> playing = nagare.spawn(
                pair.first().handshake("test", wire -> PreambleSource.play(wire, preamble), HOUR));
        nagare.blockOn(pair.second().writeAndEnd(Bytes.copyOf(words)).onErrorComplete(), LIMIT);
        Throwable failure = assertThrows(RuntimeException.class, () -> playing.block(LIMIT)).getCause();
        assertTrue(failure.getMessage().contains(expected), failure.getMessage());
        assertTrue(pair.first().isClosed());
    }

    private static String remote(Connection connection) {
        return connection.remoteAddress().toString();
    }

    @Test
    void headersOfVersion1() {
        assertEquals(
                new InetSocketAddress("192.0.2.7", 56324),
                play(ProxyHeader::new, ascii("PROXY TCP4 192.0.2.7 198.51.100.9 56324 443\r\n")).remoteAddress());
        assertEquals(
                new InetSocketAddress("2001:db8::9", 443),
                play(ProxyHeader::new, ascii("PROXY TCP6 2001:db8::7 2001:db8::9 1 443\r\n")).localAddress());
        assertEquals("in memory (second)", remote(play(ProxyHeader::new, ascii("PROXY UNKNOWN\r\n"))));
        assertEquals(
                "in memory (second)", remote(play(ProxyHeader::new, ascii("PROXY UNKNOWN ffff:f...f 1 2 3\r\n"))));
    }

    @Test
    void headersOfVersion2() {
        assertEquals(
                new InetSocketAddress("192.0.2.7", 56324),
                play(ProxyHeader::new, hex(SIGNATURE + "2111000c" + "c0000207c6336409dc0401bb")).remoteAddress());
        String six = "20010db8000000000000000000000007" + "20010db8000000000000000000000009" + "000101bb";
        assertEquals(
                new InetSocketAddress("2001:db8::7", 1),
                play(ProxyHeader::new, hex(SIGNATURE + "21210024" + six)).remoteAddress());
        // With additional data, which is skipped.
        assertEquals(
                new InetSocketAddress("192.0.2.7", 56324),
                play(ProxyHeader::new, hex(SIGNATURE + "21110010" + "c0000207c6336409dc0401bb" + "01000161"))
                        .remoteAddress());
        assertEquals(
                "/run/a",
                remote(play(ProxyHeader::new, hex(SIGNATURE + "213100d8" + "2f72756e2f61" + "00".repeat(210)))));
        String path = play(ProxyHeader::new, hex(SIGNATURE + "213100d8" + "2f0a1b" + "00".repeat(213)))
                .toString();
        assertTrue(path.endsWith("- /.."), path);
        assertEquals("in memory (second)", remote(play(ProxyHeader::new, hex(SIGNATURE + "20000000"))));
        assertEquals("in memory (second)", remote(play(ProxyHeader::new, hex(SIGNATURE + "21000000"))));
    }

    @Test
    void headersThatAreNone() {
        refused("it began with \"GET / HTTP/1.1..\"", ProxyHeader::new, ascii("GET / HTTP/1.1\r\n\r\n"));
        refused("its line is \"PROXY TCP4 1 1.1.1.1 1 2\"", ProxyHeader::new, ascii("PROXY TCP4 1 1.1.1.1 1 2\r\n"));
        refused("its line is", ProxyHeader::new, ascii("PROXY TCP4 1.2.3.4 1.2.3.4 1 70000\r\n"));
        refused("its line is", ProxyHeader::new, ascii("PROXY TCP4 a.test 1.2.3.4 1 7\r\n"));
        refused("its line is", ProxyHeader::new, ascii("PROXY TCP4 1.2.3.04 1.2.3.4 1 7\r\n"));
        refused("its line is", ProxyHeader::new, ascii("PROXY UNKNOWNX\r\n"));
        refused("the unknown family 0x41", ProxyHeader::new, hex(SIGNATURE + "2141000c" + "00".repeat(12)));
        refused("does not end with CR LF", ProxyHeader::new, ascii("PROXY TCP4 1.2.3.4 1.2.3.4 1 7\n"));
        refused("its line has more than 107 bytes", ProxyHeader::new, ascii("PROXY UNKNOWN " + "x".repeat(100)));
        refused("only 0x20 and 0x21 are known", ProxyHeader::new, hex(SIGNATURE + "11110000"));
        refused("has 4 bytes of addresses instead of 12", ProxyHeader::new, hex(SIGNATURE + "21110004" + "00000000"));
        refused("its line is \"PROXY .[31m\"", ProxyHeader::new, ascii("PROXY \u001b[31m\r\n"));
        refused("has 65551 bytes; at most 4096", ProxyHeader::new, hex(SIGNATURE + "2111ffff"));
    }

    @Test
    void aPeerThatEndsInTheMiddleIsRefusedWhereverThatIs() {
        byte[] text = ascii("PROXY TCP4 192.0.2.7 198.51.100.9 56324 443\r\n");
        byte[] binary = hex(SIGNATURE + "2111000c" + "c0000207c6336409dc0401bb");
        for (byte[] header : List.of(text, binary)) {
            for (int length = 0; length < header.length; length++) {
                refused("has ended the connection before", ProxyHeader::new, Arrays.copyOf(header, length));
            }
        }
    }

    @Test
    void socksAnswers() {
        Supplier<Preamble> socks = () -> new SocksConnect("host.test", 80, null);
        play(socks, hex("0500" + "05000001" + "7f000001" + "0050"));
        play(socks, hex("0500" + "05000004" + "00".repeat(16) + "0050"));
        play(socks, hex("0500" + "05000003" + "03616263" + "0050"));
        refused("it may want a user's name and password", socks, hex("05ff"));
        refused("its answer begins with 72 instead of 5", socks, ascii("HTTP/1.1 400"));
        refused(
                "not connect to host.test:80: the host is unreachable", socks, hex("0500" + "050400010000000000"));
        refused("answer 99", socks, hex("0500" + "056300010000000000"));
        refused("of the unknown kind 9", socks, hex("0500" + "05000009000000"));
        refused("has ended the connection before its part of SOCKS 5", socks, hex("050005"));
    }

    @Test
    void httpAnswers() {
        Supplier<Preamble> http = () -> new HttpConnect("host.test", 80, null);
        play(http, ascii("HTTP/1.1 200 Connection established\r\n\r\n"));
        play(http, ascii("HTTP/1.0 200\r\nVia: x\r\nA: b\r\n\r\n"));
        refused("refuses to connect to host.test:80: HTTP/1.1 403 No", http, ascii("HTTP/1.1 403 No\r\n\r\n"));
        refused("it wants a user's name and password", http, ascii("HTTP/1.1 407 Proxy\r\nA: b\r\n\r\n"));
        play(http, ascii("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Hints\r\nA: b\r\n\r\nHTTP/1.1 200 OK\r\n\r\n"));
        refused("host.test:80: HTTP/1.1 403 No", http, ascii("HTTP/1.1 100\r\n\r\nHTTP/1.1 403 No\r\n\r\n"));
        refused("host.test:80: HTTP/1.1 101 Other", http, ascii("HTTP/1.1 101 Other\r\n\r\n"));
        refused("more than 16 answers", http, ascii("HTTP/1.1 100 Continue\r\n\r\n".repeat(17)));
        refused("begins with \"HTTP/2 200\"", http, ascii("HTTP/2 200\r\n\r\n"));
        refused("host.test:80: HTTP/1.1 403 No.[31m.", http, ascii("HTTP/1.1 403 No\u001b[31m\u0007\r\n\r\n"));
        refused("... (15013 bytes)", http, ascii("HTTP/1.1 403 " + "x".repeat(15_000) + "\r\n\r\n"));
        refused("longer than 16384 bytes", http, ascii("HTTP/1.1 200\r\nA: " + "x".repeat(20_000)));
    }

    @Test
    void aProxyThatDoesNotSpeakHttpFailsAtOnce() {
        Connection.Pair pair = Connection.pair();
        nagare.blockOn(pair.second().write(Bytes.utf8("SSH-2.0\r\n")), LIMIT);
        // It waits for more.
        Throwable failure = failure(pair.first().handshake(
                "test", wire -> PreambleSource.play(wire, () -> new HttpConnect("host.test", 80, null)), HOUR));
        String expected = "does not speak HTTP/1.1: its answer begins with \"SSH-2.0\"";
        assertTrue(failure.getMessage().contains(expected), failure.getMessage());
        pair.second().close();
    }

    /** A proxy that takes one connection, and then is the target itself: it sends back what it gets. */
    private Task<String> socksProxy(ServerSocket proxy) {
        return nagare.spawn(One.blocking(() -> {
            try (Socket socket = proxy.accept()) {
                DataInputStream in = new DataInputStream(socket.getInputStream());
                OutputStream out = socket.getOutputStream();
                in.readFully(new byte[4]);
                out.write(hex("0502"));
                String asked = text(in, 1) + ":" + text(in, 0);
                out.write(hex("0100"));
                in.readFully(new byte[4]);
                asked += " " + text(in, 0) + ":" + in.readUnsignedShort();
                // The target speaks first, in the same packet as the proxy.
                out.write(hex("05000001" + "7f000001" + "0050" + "6869"));
                in.transferTo(out);
                return asked;
            }
        }));
    }

    private static String text(DataInputStream in, int skipped) throws IOException {
        in.readFully(new byte[skipped]);
        return new String(in.readNBytes(in.read()), StandardCharsets.US_ASCII);
    }

    @Test
    void aConnectionGoesThroughASocksProxyWithAPassword() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Task<String> proxy = socksProxy(socket);
            ConnectionOptions options = ConnectionOptions.defaults()
                    .connecting(ConnectOptions.defaults()
                            .through(ForwardProxy.socks5("127.0.0.1", socket.getLocalPort())
                                    .credentials("user", "secret")));
            String answer = nagare.blockOn(
                    Tcp.connecting("host.test", 7000, peer -> peer.writeAndEnd(Bytes.utf8(" there"))
                                    .thenMany(peer.read()), options)
                            .reduce("", (all, bytes) -> all + bytes.utf8()),
                    LIMIT);
            assertEquals("hi there", answer);
            assertEquals("user:secret host.test:7000", proxy.block(LIMIT));
        }
    }

    @Test
    void aServerBehindALoadBalancerSeesTheClientsAddress() throws Exception {
        ServeOptions options = ServeOptions.defaults().proxyProtocol(true);
        try (Server server = nagare.blockOn(Tcp.serveInBackground(
                "127.0.0.1", 0, peer -> peer.writeAndEnd(Bytes.utf8(peer.remoteAddress() + " ")), options))) {
            String seen = nagare.blockOn(
                    Tcp.connecting("127.0.0.1", server.port(), peer -> peer.write(
                                    Bytes.utf8("PROXY TCP4 192.0.2.7 198.51.100.9 56324 443\r\n"))
                            .thenMany(peer.read()))
                            .reduce("", (all, bytes) -> all + bytes.utf8()),
                    LIMIT);
            assertEquals("/192.0.2.7:56324 ", seen);
        }
        assertTrue(unseen.isEmpty(), unseen.toString());
    }

    @Test
    void aHeaderThatDoesNotComeIsCutOff() {
        ServeOptions options =
                ServeOptions.defaults().proxyProtocol(true).proxyTimeout(Duration.ofMillis(20));
        try (Server server = nagare.blockOn(
                Tcp.serveInBackground("127.0.0.1", 0, peer -> peer.writeAndEnd(peer.read()), options))) {
            Throwable failure = failure(Tcp.connecting("127.0.0.1", server.port(), Connection::read)
                    .then());
            assertTrue(failure.getMessage().contains("Connection reset"), failure.getMessage());
            eventually("it was reported", () -> !unseen.isEmpty());
        }
        assertFalse(unseen.isEmpty());
    }
}
