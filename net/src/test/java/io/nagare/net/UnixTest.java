package io.nagare.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Bytes;
import io.nagare.One;
import io.nagare.Task;
import io.nagare.net.fixture.TcpFixture;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnixTest extends TcpFixture {

    @TempDir
    private Path directory;

    private Path path;

    @BeforeEach
    void path() {
        path = directory.resolve("socket");
    }

    private Server echo(ServeOptions options) {
        return nagare.blockOn(Unix.serveInBackground(path, peer -> peer.writeAndEnd(peer.read()), options), LIMIT);
    }

    private String ask(String question) {
        return nagare.blockOn(
                Unix.connecting(path, peer -> peer.writeAndEnd(Bytes.utf8(question)).thenMany(peer.read()))
                        .reduce("", (all, bytes) -> all + bytes.utf8()),
                LIMIT);
    }

    private void leaveAStaleFile() throws Exception {
        try (ServerSocketChannel killed = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            killed.bind(UnixDomainSocketAddress.of(path));
        }
        assertTrue(Files.exists(path));
    }

    @Test
    void anEchoAnswersAndTheFileIsRemoved() {
        try (Server server = echo(ServeOptions.defaults())) {
            assertEquals("hello", ask("hello"));
            assertEquals(path.toString(), server.localAddress().toString());
            assertThrows(IllegalStateException.class, server::port);
            assertTrue(Files.exists(path));
        }
        assertFalse(Files.exists(path));
    }

    @Test
    void whoeverLearnsOfTheEndCanListenAgain() {
        for (int round = 0; round < 50; round++) {
            Server closed = echo(ServeOptions.defaults());
            closed.close();
            gone("ended()", closed.ended());
            gone("drain()", echo(ServeOptions.defaults()).drain(LIMIT));
            gone(
                    "takeUntil",
                    Unix.serve(path, peer -> One.never()).takeUntil(One.delay(Duration.ofNanos(100_000))));
            gone(
                    "Listener.close()",
                    Unix.listenUntilClosed(path, ListenOptions.defaults()).doOnNext(Listener::close));
        }
        assertTrue(unseen.isEmpty(), unseen.toString());
    }

    private void gone(String what, One<?> ending) {
        nagare.blockOn(ending, LIMIT);
        assertFalse(Files.exists(path), "the file is there behind " + what);
    }

    @Test
    void theFileOfAnotherServerIsLeftAlone() throws Exception {
        try (Server server = echo(ServeOptions.defaults())) {
            Files.delete(path);
            Files.createFile(path);
        }
        assertTrue(nagare.close(Duration.ofSeconds(10)));
        assertTrue(Files.exists(path));
    }

    @Test
    void closingTheRuntimeRemovesTheFile() {
        echo(ServeOptions.defaults());
        assertTrue(nagare.close(Duration.ofSeconds(10)));
        assertFalse(Files.exists(path));
    }

    @Test
    void aStaleFileIsReplacedOnRequestOnly() throws Exception {
        leaveAStaleFile();
        Throwable refused = failure(Unix.listen(path));
        assertEquals("listen on " + path + " failed: Address already in use", refused.getMessage());
        try (Server server = echo(ServeOptions.defaults().listen(ListenOptions.defaults().replaceStale()))) {
            assertEquals("hello", ask("hello"));
        }
    }

    @Test
    void aFileOfALivingServerIsNotReplaced() {
        try (Server server = echo(ServeOptions.defaults())) {
            Throwable refused = failure(Unix.listen(path, ListenOptions.defaults().replaceStale()));
            assertEquals(
                    "listen on " + path + " failed: another server listens on " + path, refused.getMessage());
            assertEquals("hello", ask("hello"));
        }
    }

    @Test
    void aFileThatIsNoSocketIsNotReplaced() throws Exception {
        Files.writeString(path, "precious");
        Throwable refused = failure(Unix.listen(path, ListenOptions.defaults().replaceStale()));
        assertTrue(refused.getMessage().contains("exists and is no socket; it is not replaced"), refused.getMessage());
        assertEquals("precious", Files.readString(path));
    }

    @Test
    void ofTwoStartersOnAStaleFileOneListens() throws Exception {
        ListenOptions replacing = ListenOptions.defaults().replaceStale();
        for (int round = 0; round < 100; round++) {
            leaveAStaleFile();
            CyclicBarrier together = new CyclicBarrier(2);
            List<FutureTask<Listener>> starting = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                FutureTask<Listener> start = new FutureTask<>(() -> {
                    together.await();
                    return nagare.blockOn(Unix.listenUntilClosed(path, replacing), LIMIT);
                });
                new Thread(start).start();
                starting.add(start);
            }
            Listener winner = null;
            for (FutureTask<Listener> start : starting) {
                try {
                    Listener listening = start.get();
                    assertNull(winner, "both listen");
                    winner = listening;
                } catch (ExecutionException lost) {
                    String message = lost.getCause().getCause().getMessage();
                    String front = "listen on " + path + " failed: ";
                    // It comes before, during or after the moment in which there is no file.
                    assertTrue(
                            message.startsWith(front + "another server ")
                                    || message.equals(front + "Address already in use"),
                            message);
                }
            }
            assertNotNull(winner, "none listens");
            // The path leads to the winner.
            nagare.blockOn(Unix.connect(path), LIMIT).reset();
            winner.close();
            assertFalse(Files.exists(path));
        }
        assertFalse(Files.exists(directory.resolve("socket.lock")));
    }

    @Test
    void aStaleFileThatAnotherProcessReplacesIsLeftAlone() throws Exception {
        leaveAStaleFile();
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process other = new ProcessBuilder(
                        java,
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        LockingChild.class.getName(),
                        directory.resolve("socket.lock").toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            assertEquals('x', other.getInputStream().read());
            Throwable refused = failure(Unix.listen(path, ListenOptions.defaults().replaceStale()));
            assertEquals(
                    "listen on " + path + " failed: another server is being started on " + path,
                    refused.getMessage());
        } finally {
            other.destroyForcibly().waitFor();
        }
        // A lock file that a killed process leaves behind is no lock.
        nagare.blockOn(Unix.listenUntilClosed(path, ListenOptions.defaults().replaceStale()), LIMIT)
                .close();
    }

    @Test
    void aPathThatIsTooLongIsRefusedAtTheCall() {
        Path tooLong = Path.of("/" + "x".repeat(107));
        String message = assertThrows(IllegalArgumentException.class, () -> Unix.connect(tooLong))
                .getMessage();
        assertEquals(
                "the path of a Unix socket may have at most 107 bytes, but " + tooLong + " has 108", message);
        assertThrows(IllegalArgumentException.class, () -> Unix.listen(tooLong));
    }

    @Test
    void aPathWhereNobodyListensIsTold() throws Exception {
        assertEquals(
                "connect to " + path + " failed: No such file or directory",
                failure(Unix.connect(path)).getMessage());
        leaveAStaleFile();
        assertEquals(
                "connect to " + path + " failed: Connection refused",
                failure(Unix.connect(path)).getMessage());
    }

    @Test
    void aFullBacklogIsWaitedFor() throws Exception {
        List<SocketChannel> waiting = new ArrayList<>();
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(path), 1);
            for (int i = 0; i < 2; i++) {
                waiting.add(SocketChannel.open(UnixDomainSocketAddress.of(path)));
            }
            Throwable late = failure(Unix.connect(
                    path, ConnectionOptions.defaults().connectTimeout(Duration.ofMillis(30))));
            assertEquals("connect to " + path + " failed: no answer within 30 ms", late.getMessage());
            Task<Connection> connecting = nagare.spawn(Unix.connect(path));
            for (int i = 0; i < 2; i++) {
                server.accept().close();
            }
            connecting.block(LIMIT).reset();
        } finally {
            for (SocketChannel channel : waiting) {
                channel.close();
            }
        }
    }

    @Test
    void thePeerIsKnownToTheSystem() throws Exception {
        try (Server server = nagare.blockOn(
                Unix.serveInBackground(
                        path,
                        peer -> peer.writeAndEnd(One.fromCallable(
                                () -> Bytes.utf8(peer.peerCredentials().orElseThrow().user())))),
                LIMIT)) {
            String user = nagare.blockOn(
                    Unix.connecting(path, Connection::read).reduce("", (all, bytes) -> all + bytes.utf8()), LIMIT);
            assertEquals(System.getProperty("user.name"), user);
        }
    }

    @Test
    void aResetEndsTheConnection() {
        try (Server server = nagare.blockOn(
                Unix.serveInBackground(path, peer -> One.error(new IllegalStateException("planned"))), LIMIT)) {
            // The system has no reset for Unix sockets: the peer sees an end, or a failure.
            nagare.blockOn(Unix.connecting(path, Connection::read).then().onErrorComplete(), LIMIT);
        }
        eventually("it is reported", () -> !unseen.isEmpty());
        assertEquals("planned", unseen.remove().getMessage());
    }

    @Test
    void otherProgramsUnderstandIt() throws Exception {
        Assumptions.assumeTrue(
                Files.exists(Path.of("/usr/bin/curl")), "curl is not installed, so this test is skipped");
        try (Server server = nagare.blockOn(Unix.serveInBackground(
                path,
                peer -> peer.read()
                        .lines()
                        .takeWhile(line -> !line.isEmpty())
                        .then(peer.writeAndEnd(
                                Bytes.utf8("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello")))))) {
            Process curl = new ProcessBuilder("curl", "-s", "--unix-socket", path.toString(), "http://localhost/")
                    .start();
            assertEquals("hello", new String(curl.getInputStream().readAllBytes()));
            assertEquals(0, curl.waitFor());
        }
    }

    @Test
    void socatEndsItsDirectionAndGetsTheAnswer() throws Exception {
        Assumptions.assumeTrue(
                Files.exists(Path.of("/usr/bin/socat")), "socat is not installed, so this test is skipped");
        try (Server server = echo(ServeOptions.defaults())) {
            Process socat = new ProcessBuilder("socat", "-t", "10", "-", "UNIX-CONNECT:" + path).start();
            socat.getOutputStream().write("hello".getBytes());
            socat.getOutputStream().close();
            assertEquals("hello", new String(socat.getInputStream().readAllBytes()));
            assertEquals(0, socat.waitFor());
        }
    }
}
