package io.nagare.examples;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients see when a server example gets a signal while their requests are on their way. */
class GracefulEndTest {

    private static final int CLIENTS = 20;

    /** More than the socket buffers of both sides hold, so that most of it is still to come at the signal. */
    private static final byte[] LARGE = new byte[20_000_000];

    @TempDir
    Path directory;

    static {
        new Random(1).nextBytes(LARGE);
    }

    @BeforeAll
    static void thereMustBeSignals() {
        assumeTrue(Files.isExecutable(Path.of("/bin/kill")) || Files.isExecutable(Path.of("/usr/bin/kill")),
                "there is no program named kill to send signals");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "INT"})
    void whatWasBegunIsAnsweredAndNothingElseIsAccepted(String signal) throws Exception {
        try (ServerProcess echo = new ServerProcess("echo", "--port", "0")) {
            answersBehindASignal(echo, signal);
            assertEquals(0, echo.awaitEnd());
        }
    }

    @Test
    void aProxyPassesOnWhatWasBegun() throws Exception {
        try (ServerProcess echo = new ServerProcess("echo", "--port", "0");
                ServerProcess proxy =
                        new ServerProcess("proxy", "--port", "0", "--target", "127.0.0.1:" + echo.port())) {
            answersBehindASignal(proxy, "TERM");
            assertEquals(0, proxy.awaitEnd());
        }
    }

    private static void answersBehindASignal(ServerProcess server, String signal) throws Exception {
        List<Socket> clients = new ArrayList<>();
        try {
            for (byte i = 0; i < CLIENTS; i++) {
                Socket client = server.connect();
                clients.add(client);
                client.getOutputStream().write(i);
                assertEquals(i, client.getInputStream().read());
            }
            server.signal(signal);
            assertEquals("ending: " + CLIENTS + " connections have 5 s", server.awaitLine("ending"));
            awaitRefusal(server);
            for (Socket client : clients) {
                client.getOutputStream().write(new byte[] {1, 2, 3});
                client.shutdownOutput();
            }
            for (Socket client : clients) {
                assertArrayEquals(new byte[] {1, 2, 3}, client.getInputStream().readAllBytes());
            }
        } finally {
            for (Socket client : clients) {
                client.close();
            }
        }
    }

    /** The listener is closed soon after the process has said that it ends. */
    private static void awaitRefusal(ServerProcess server) throws IOException {
        long end = System.nanoTime() + Duration.ofSeconds(4).toNanos();
        while (System.nanoTime() < end) {
            try (Socket late = server.connect()) {
                Thread.onSpinWait();
            } catch (ConnectException refused) {
                return;
            }
        }
        throw new AssertionError("the server still accepts connections");
    }

    @Test
    void aFileIsSentToItsEnd() throws Exception {
        Path file = Files.write(directory.resolve("file"), LARGE);
        try (ServerProcess files = new ServerProcess("file", "--port", "0", "--path", file.toString());
                Socket client = files.connect()) {
            int first = client.getInputStream().read();
            files.signal("TERM");
            files.awaitLine("ending: 1 ");
            byte[] received = client.getInputStream().readAllBytes();
            assertEquals(LARGE[0], (byte) first);
            assertEquals(LARGE.length, received.length + 1);
            assertEquals(0, files.awaitEnd());
        }
    }

    @Test
    void aClientThatDoesNotEndIsCutOffAtTheLimit() throws Exception {
        try (ServerProcess echo = new ServerProcess("echo", "--port", "0");
                Socket client = echo.connect()) {
            client.getOutputStream().write(1);
            assertEquals(1, client.getInputStream().read());
            long begun = System.nanoTime();
            echo.signal("TERM");
            assertEquals("cut off: 1", echo.awaitLine("cut off"));
            assertEquals(0, echo.awaitEnd());
            Duration took = Duration.ofNanos(System.nanoTime() - begun);
            assertTrue(took.compareTo(GracefulEnd.LIMIT.plusSeconds(4)) < 0, "ended after " + took);
            assertThrows(IOException.class, () -> client.getInputStream().read());
        }
    }

    @Test
    void aSecondSignalEndsItAtOnce() throws Exception {
        try (ServerProcess echo = new ServerProcess("echo", "--port", "0");
                Socket client = echo.connect()) {
            client.getOutputStream().write(1);
            assertEquals(1, client.getInputStream().read());
            long begun = System.nanoTime();
            echo.signal("TERM");
            echo.awaitLine("ending: 1 ");
            echo.signal("INT");
            assertEquals(130, echo.awaitEnd());
            Duration took = Duration.ofNanos(System.nanoTime() - begun);
            assertTrue(took.compareTo(GracefulEnd.LIMIT) < 0, "ended after " + took);
        }
    }

    @Test
    void aServerWithoutClientsEndsAtOnce() throws Exception {
        try (ServerProcess chat = new ServerProcess("chat", "--port", "0")) {
            long begun = System.nanoTime();
            chat.signal("TERM");
            assertEquals(0, chat.awaitEnd());
            Duration took = Duration.ofNanos(System.nanoTime() - begun);
            assertTrue(took.compareTo(GracefulEnd.LIMIT) < 0, "ended after " + took);
        }
    }
}
