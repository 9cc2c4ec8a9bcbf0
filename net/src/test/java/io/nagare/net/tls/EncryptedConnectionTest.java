package io.nagare.net.tls;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.Task;
import io.nagare.codec.Codec;
import io.nagare.net.ConnectOptions;
import io.nagare.net.Connection;
import io.nagare.net.ConnectionFailedException;
import io.nagare.net.ConnectionOptions;
import io.nagare.net.Connections;
import io.nagare.net.ServeOptions;
import io.nagare.net.Server;
import io.nagare.net.Tcp;
import io.nagare.net.Unix;
import io.nagare.net.fixture.TcpFixture;
import io.nagare.net.tls.TlsFailedException.Reason;
import java.io.ByteArrayOutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactivestreams.Publisher;

/** Servers and clients whose connections are encrypted, and connections that are encrypted later. */
class EncryptedConnectionTest extends TcpFixture {

    /** The JDK's source of random numbers opens files, and keeps them. */
    @BeforeAll
    static void openWhatStaysOpen() {
        Connection.Pair pair = Connection.pair();
        try (Nagare warm = Nagare.multiThread().workers(1).start()) {
            Task<Void> serving = warm.spawn(pair.second().startTls(VirtualWires.serverOptions()));
            warm.blockOn(pair.first().startTls("localhost", VirtualWires.clientOptions()), LIMIT);
            serving.block(LIMIT);
        }
    }

    private static ConnectionOptions encrypted(TlsClientOptions options) {
        return ConnectionOptions.defaults().connecting(ConnectOptions.defaults().tls(options));
    }

    private static ConnectionOptions encrypted() {
        return encrypted(VirtualWires.clientOptions());
    }

    private Server serve(Function<Connection, Publisher<?>> handler) {
        return nagare.blockOn(
                Tcp.serveInBackground(
                        "127.0.0.1", 0, handler, ServeOptions.defaults().tls(VirtualWires.serverOptions())),
                LIMIT);
    }

    private One<byte[]> echo(Server server, byte[] content) {
        return Tcp.connecting(
                        "localhost",
                        server.port(),
                        peer -> Many.merge(
                                peer.writeAndEnd(Bytes.copyOf(content)).thenMany(Many.<Bytes>empty()), peer.read()),
                        encrypted())
                .reduce(new ByteArrayOutputStream(), (all, bytes) -> {
                    all.writeBytes(bytes.toArray());
                    return all;
                })
                .map(ByteArrayOutputStream::toByteArray);
    }

    @Test
    void anEchoServerSendsBackWhatItGets() {
        try (Server server = serve(peer -> peer.writeAndEnd(peer.read()))) {
            for (int size : new int[] {0, 1, 16_367, 16_384, 1_000_000}) {
                byte[] content = random(size, size);
                assertArrayEquals(content, nagare.blockOn(echo(server, content), LIMIT));
            }
        }
        assertTrue(unseen.isEmpty(), unseen.toString());
    }

    @Test
    void whatWasAgreedOnIsKnownAtBothEnds() {
        try (Server server = serve(peer -> peer.writeAndEnd(
                Bytes.utf8(peer.security().orElseThrow().serverName())))) {
            String seen = nagare.blockOn(
                    Tcp.connecting(
                                    "localhost",
                                    server.port(),
                                    peer -> peer.read().map(bytes -> bytes.utf8() + " "
                                            + peer.security().orElseThrow().protocol()),
                                    encrypted())
                            .next(),
                    LIMIT);
            assertEquals("localhost TLSv1.3", seen);
        }
        assertTrue(Connection.pair().first().security().isEmpty());
    }

    @Test
    void aCertificateForAnotherNameIsRefused() {
        try (Server server = serve(peer -> peer.writeAndEnd(peer.read()))) {
            Throwable failure = failure(Tcp.connect(
                    "127.0.0.1", server.port(), encrypted(VirtualWires.clientOptions().serverName("other.test"))));
            ConnectionFailedException failed = assertInstanceOf(ConnectionFailedException.class, failure);
            TlsFailedException why = assertInstanceOf(TlsFailedException.class, failed.getCause());
            assertEquals(Reason.WRONG_NAME, why.reason());
            eventually("the server has heard of it", () -> !unseen.isEmpty());
        }
    }

    @Test
    void aPeerWithoutTlsIsReportedAndEndsNothingElse() throws Exception {
        try (Server server = serve(peer -> peer.writeAndEnd(peer.read()))) {
            try (Socket plain = new Socket("127.0.0.1", server.port())) {
                plain.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes());
                plain.setSoTimeout((int) LIMIT.toMillis());
                // An empty answer that ends in good order would look like one of the handler's.
                assertThrows(SocketException.class, () -> plain.getInputStream().readAllBytes());
                eventually("it is reported", () -> !unseen.isEmpty());
            }
            assertTrue(
                    unseen.element().getMessage().contains("it began with GET / HTTP"),
                    unseen.element().getMessage());
            assertArrayEquals(new byte[] {1}, nagare.blockOn(echo(server, new byte[] {1}), LIMIT));
        }
    }

    @Test
    void aPeerThatSaysNothingIsCutOff() throws Exception {
        TlsServerOptions hasty = VirtualWires.serverOptions().handshakeLimit(Duration.ofMillis(30));
        try (Server server = nagare.blockOn(
                        Tcp.serveInBackground(
                                "127.0.0.1", 0, Connection::read, ServeOptions.defaults().tls(hasty)));
                Socket silent = new Socket("127.0.0.1", server.port())) {
            silent.setSoTimeout((int) LIMIT.toMillis());
            assertThrows(SocketException.class, () -> silent.getInputStream().readAllBytes());
            eventually("it is reported", () -> !unseen.isEmpty());
        }
    }

    @Test
    void aConnectionIsEncryptedInTheMiddle() {
        try (Server server = nagare.blockOn(Tcp.serveInBackground(
                "127.0.0.1",
                0,
                peer -> peer.read()
                        .lines()
                        .take(1)
                        .then()
                        .then(peer.write(Bytes.utf8("go ahead\n")))
                        .then(peer.startTls(VirtualWires.serverOptions()))
                        .then(peer.writeAndEnd(peer.read()))))) {
            String answer = nagare.blockOn(
                    Tcp.connecting("127.0.0.1", server.port(), peer -> peer.write(Bytes.utf8("STARTTLS\n"))
                            .then(peer.read().lines().take(1).then())
                            .then(peer.startTls("localhost", VirtualWires.clientOptions()))
                            .then(peer.writeAndEnd(Bytes.utf8("secret")))
                            .thenMany(peer.read()))
                            .reduce("", (all, bytes) -> all + bytes.utf8()),
                    LIMIT);
            assertEquals("secret", answer);
        }
        assertTrue(unseen.isEmpty(), unseen.toString());
    }

    @Test
    void aConnectionThatIsReadCannotBeEncrypted() {
        Connection.Pair pair = Connection.pair();
        Task<Void> reading = nagare.spawn(pair.first().read().then());
        nagare.blockOn(pair.second().write(Bytes.utf8("x")), LIMIT);
        eventually("it is read", () -> pair.first().bytesRead() == 1);
        Throwable refused = failure(pair.first().startTls(VirtualWires.serverOptions()));
        assertTrue(refused.getMessage().contains("it is in use"), refused.getMessage());
        pair.first().reset();
        assertThrows(RuntimeException.class, () -> reading.block(LIMIT));
    }

    @Test
    void aConnectionInMemoryIsEncryptedToo() {
        Connection.Pair pair = Connection.pair();
        Task<Void> serving = nagare.spawn(pair.second()
                .startTls(VirtualWires.serverOptions())
                .then(pair.second().writeAndEnd(pair.second().read())));
        nagare.blockOn(pair.first().startTls("localhost", VirtualWires.clientOptions()), LIMIT);
        Task<Integer> length = nagare.spawn(pair.first().read().reduce(0, (sum, bytes) -> sum + bytes.length()));
        nagare.blockOn(pair.first().writeAndEnd(Bytes.copyOf(new byte[500_000])), LIMIT);
        assertEquals(500_000, length.block(LIMIT));
        serving.block(LIMIT);
        nagare.blockOn(pair.first().closed(), LIMIT);
    }

    private Connection.Pair encryptedPair() {
        Connection.Pair pair = Connection.pair();
        Task<Void> serving = nagare.spawn(pair.second().startTls(VirtualWires.serverOptions()));
        nagare.blockOn(pair.first().startTls("localhost", VirtualWires.clientOptions()), LIMIT);
        serving.block(LIMIT);
        return pair;
    }

    private static Bytes zeros(int length) {
        return Bytes.copyOf(new byte[length]);
    }

    /** How many bytes can be written singly behind many, until there is no room for one more record. */
    private int fill(Connection.Pair pair, int many) {
        nagare.blockOn(pair.first().write(zeros(many)), LIMIT);
        int singly = 0;
        Task<Void> writing = nagare.spawn(pair.first().write(zeros(1)));
        while (nagare.blockOn(writing.thenReturn(true).timeout(Duration.ofMillis(200)).onErrorReturn(e -> false))) {
            singly++;
            writing = nagare.spawn(pair.first().write(zeros(1)));
        }
        writing.abort();
        return singly;
    }

    @Test
    void aCloseSaysGoodbyeAlsoIfThereIsNoRoomForThatYet() {
        Connection.Pair trial = encryptedPair();
        int singly = fill(trial, 65_000);
        trial.second().reset();
        Connection.Pair pair = encryptedPair();
        nagare.blockOn(pair.first().write(zeros(65_000)), LIMIT);
        for (int i = 0; i < singly; i++) {
            nagare.blockOn(pair.first().write(zeros(1)), LIMIT);
        }
        // A goodbye is longer than a record of one byte.
        pair.first().close();
        Task<Integer> reading = nagare.spawn(
                pair.second().read().reduce(0, (sum, bytes) -> sum + bytes.length()));
        assertEquals(65_000 + singly, reading.block(LIMIT));
        pair.second().close();
        nagare.blockOn(pair.first().closed(), LIMIT);
    }

    @Test
    void emptyRecordsEndTheHandshake() {
        Connection.Pair pair = Connection.pair();
        byte[] records = new byte[5 * 1000];
        for (int i = 0; i < records.length; i += 5) {
            records[i] = 22;
            records[i + 1] = 3;
            records[i + 2] = 3;
        }
        Task<Void> serving = nagare.spawn(pair.second().startTls(VirtualWires.serverOptions()));
        nagare.blockOn(pair.first().write(Bytes.copyOf(records)).onErrorComplete(), LIMIT);
        Throwable failure =
                assertThrows(RuntimeException.class, () -> serving.block(LIMIT)).getCause();
        // Newer JDKs refuse the first of them.
        assertTrue(
                failure.getMessage().endsWith("the peer has sent more than 32 records with nothing in them")
                        || failure.getMessage().contains("must not be zero-length"),
                failure.getMessage());
    }

    @Test
    void aStreamThatIsCutOffIsNotTakenForTheWhole() {
        try (Server server = serve(peer -> peer.write(Bytes.utf8("a part")).then(One.fromRunnable(peer::reset)))) {
            Throwable failure = failure(Tcp.connecting("localhost", server.port(), Connection::read, encrypted())
                    .then());
            assertInstanceOf(ConnectionFailedException.class, failure);
        }
    }

    @Test
    void aProxyJoinsPlainAndEncryptedSides() {
        try (Server backend = serve(peer -> peer.writeAndEnd(peer.read()));
                Server proxy = nagare.blockOn(Tcp.serveInBackground(
                        "127.0.0.1",
                        0,
                        client -> Tcp.connecting(
                                "localhost",
                                backend.port(),
                                server -> Connections.join(client, server),
                                encrypted())))) {
            byte[] content = random(300_000, 7);
            byte[] answer = nagare.blockOn(
                    Tcp.connecting("127.0.0.1", proxy.port(), peer -> Many.merge(
                                    peer.writeAndEnd(Bytes.copyOf(content)).thenMany(Many.<Bytes>empty()),
                                    peer.read()))
                            .reduce(new ByteArrayOutputStream(), (all, bytes) -> {
                                all.writeBytes(bytes.toArray());
                                return all;
                            })
                            .map(ByteArrayOutputStream::toByteArray),
                    LIMIT);
            assertArrayEquals(content, answer);
        }
        assertTrue(unseen.isEmpty(), unseen.toString());
    }

    @Test
    void aUnixSocketIsEncryptedToo(@TempDir Path directory) {
        Path path = directory.resolve("s");
        try (Server server = nagare.blockOn(Unix.serveInBackground(
                path,
                peer -> peer.writeAndEnd(peer.read()),
                ServeOptions.defaults().tls(VirtualWires.serverOptions())))) {
            String answer = nagare.blockOn(
                    Unix.connecting(
                                    path,
                                    peer -> peer.writeAndEnd(Bytes.utf8("hello")).thenMany(peer.read()),
                                    encrypted())
                            .reduce("", (all, bytes) -> all + bytes.utf8()),
                    LIMIT);
            assertEquals("hello", answer);
        }
    }

    @Test
    void messagesPassInPlaceOfBytes() {
        try (Server server = serve(peer -> {
            var messages = peer.framed(Codec.lines());
            return messages.writeAndEnd(messages.read().map(String::toUpperCase));
        })) {
            String answer = nagare.blockOn(
                    Tcp.connecting(
                                    "localhost",
                                    server.port(),
                                    peer -> {
                                        var messages = peer.framed(Codec.lines());
                                        return messages.write("one")
                                                .thenMany(messages.read().take(1))
                                                .concatWith(messages.write("two")
                                                        .thenMany(messages.read().take(1)));
                                    },
                                    encrypted())
                            .reduce("", (all, line) -> all + line + " "),
                    LIMIT);
            assertEquals("ONE TWO ", answer);
        }
    }

    @Test
    void drainingWaitsForHandlersOfEncryptedConnectionsToo() {
        Server server = serve(peer -> peer.write(peer.read().lines().takeUntil(peer.draining()).map(Bytes::utf8)));
        Task<String> asking = nagare.spawn(Tcp.connecting(
                        "localhost",
                        server.port(),
                        peer -> peer.write(Bytes.utf8("hello\n")).thenMany(peer.read()),
                        encrypted())
                .reduce("", (all, bytes) -> all + bytes.utf8()));
        eventually("the request was answered", () -> server.counts().bytesWritten() == 5);
        assertEquals(0, nagare.blockOn(server.drain(Duration.ofSeconds(10)), LIMIT));
        assertEquals("hello", asking.block(LIMIT));
    }
}
