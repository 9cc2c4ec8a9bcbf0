package io.nagare.net;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Clients fill a server's heap with endless lines. When they have gone, the server serves again and has closed all
 * their connections.
 */
@EnabledOnOs(OS.LINUX)
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class ExhaustedHeapTest {

    /** The endless lines of so many clients need more than the heap. */
    private static final int CLIENTS = 600;

    private static final int SECONDS = 60;

    /**
     * How many sockets may stay open. When the JDK's accept runs out of memory, it may lose the descriptor of the new
     * connection. JDK 17 and 25 close the descriptor after an exception, but not after an error. That is rare, because
     * the listener does not accept while memory is short.
     */
    private static final int LOST_BY_THE_JDK = 3;

    @TempDir
    Path directory;

    @Test
    void aServerRecovers() throws Exception {
        Path exhausted = directory.resolve("exhausted");
        try (FaultyServerProcess server = FaultyServerProcess.start(
                "-Xmx24m",
                "-XX:+DisplayVMOutputToStderr",
                "-Dnagare.test.lines=true",
                "-XX:OnOutOfMemoryError=touch " + exhausted)) {
            assertTrue(server.isEchoed(10_000));
            int atRest = server.sockets();
            List<Socket> clients = new ArrayList<>();
            try {
                sendEndlessLines(server, clients);
                long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
                while (!Files.exists(exhausted)) {
                    assertTrue(System.nanoTime() < end, "the heap was never full");
                    LockSupport.parkNanos(1_000_000);
                }
            } finally {
                for (Socket client : clients) {
                    client.close();
                }
            }
            server.assertServesAndKeepsNothing(atRest + LOST_BY_THE_JDK, SECONDS);
        }
    }

    /** The live data leave a seventh of the heap. That is enough, until one request needs far too much. */
    @Test
    void aServerWhoseHeapIsNearlyFullAcceptsAgainAfterOneError() throws Exception {
        try (FaultyServerProcess server = FaultyServerProcess.start(
                "-Xmx256m", "-XX:+DisplayVMOutputToStderr", "-Dnagare.test.lines=true", "-Dnagare.test.kept=216")) {
            assertTrue(server.isEchoed(10_000));
            int atRest = server.sockets();
            try (Socket client = server.connect()) {
                client.setSoTimeout(20_000);
                client.getOutputStream().write((FaultyServer.GREEDY + "\n").getBytes(StandardCharsets.UTF_8));
                assertThrows(SocketException.class, () -> client.getInputStream().read());
            }
            server.assertServesAndKeepsNothing(atRest, SECONDS);
        }
    }

    /** Sends endless lines, until the server takes no more clients. */
    private static void sendEndlessLines(FaultyServerProcess server, List<Socket> clients) {
        byte[] line = new byte[65_535];
        try {
            for (int i = 0; i < CLIENTS; i++) {
                Socket client = server.connect();
                clients.add(client);
                client.getOutputStream().write(line);
            }
        } catch (IOException refused) {
            // The clients that are connected are enough.
        }
    }
}
