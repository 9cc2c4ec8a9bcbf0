package io.nagare.net;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A server whose heap is full of what its clients have sent serves again when they have gone, and has closed everything. */
@EnabledOnOs(OS.LINUX)
class ExhaustedHeapTest {

    /** Their lines, which do not end, need more than the heap. */
    private static final int CLIENTS = 600;

    private static final int SECONDS = 60;

    @TempDir
    Path directory;

    @Test
    void aServerRecovers() throws Exception {
        Path exhausted = directory.resolve("exhausted");
        try (FaultyServerProcess server = FaultyServerProcess.start(
                "-Xmx24m", "-XX:+DisplayVMOutputToStderr", "-Dnagare.test.lines=true", "-XX:OnOutOfMemoryError=touch " + exhausted)) {
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
            server.assertServesAndKeepsNothing(atRest, SECONDS);
        }
    }

    /** Until the server does not take a client any more. */
    private static void sendEndlessLines(FaultyServerProcess server, List<Socket> clients) {
        byte[] line = new byte[65_535];
        try {
            for (int i = 0; i < CLIENTS; i++) {
                Socket client = server.connect();
                clients.add(client);
                client.getOutputStream().write(line);
            }
        } catch (IOException refused) {
            // What it has is enough.
        }
    }
}
