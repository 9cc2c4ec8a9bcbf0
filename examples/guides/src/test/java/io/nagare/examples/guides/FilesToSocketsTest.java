package io.nagare.examples.guides;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.nagare.Nagare;
import io.nagare.net.Server;
import io.nagare.net.Tcp;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page on files. */
class FilesToSocketsTest {

    @TempDir
    Path directory;

    private static byte[] content() {
        byte[] content = new byte[1_000_000];
        new Random(1).nextBytes(content);
        return content;
    }

    @Test
    void aFileArrivesOrNothingDoes() throws Exception {
        byte[] content = content();
        Path from = Files.write(directory.resolve("from"), content);
        Path to = directory.resolve("to");
        try (Nagare nagare = Nagare.multiThread().workers(2).start();
                Server server = nagare.blockOn(
                        Tcp.serveInBackground("127.0.0.1", 0, peer -> FilesToSockets.send(peer, from)))) {
            int port = server.port();
            assertThrows(RuntimeException.class, () -> nagare.blockOn(Tcp.connecting(
                            "127.0.0.1", port, peer -> FilesToSockets.receive(peer, to, content.length + 1))
                    .then()));
            assertFalse(Files.exists(to));
            nagare.blockOn(Tcp.connecting(
                            "127.0.0.1", port, peer -> FilesToSockets.receive(peer, to, content.length))
                    .then());
            assertArrayEquals(content, Files.readAllBytes(to));
        }
    }

    @Test
    void aPartHasAHeader() throws Exception {
        Path from = Files.writeString(directory.resolve("from"), "one\ntwo\nthree\n");
        try (Nagare nagare = Nagare.multiThread().workers(2).start();
                Server server = nagare.blockOn(Tcp.serveInBackground(
                        "127.0.0.1", 0, peer -> FilesToSockets.sendPart(peer, from, 4, 4)))) {
            List<String> lines = nagare.blockOn(Tcp.connecting(
                            "127.0.0.1", server.port(), peer -> peer.read().lines())
                    .collectList());
            assertEquals(List.of("4", "two"), lines);
        }
    }

    /** An empty answer would look like an empty file. */
    @Test
    void aFileThatIsMissingIsAReset() {
        Path missing = directory.resolve("missing");
        try (Nagare nagare = Nagare.multiThread().workers(2).onUnseenFailure((failure, where) -> {}).start();
                Server server = nagare.blockOn(
                        Tcp.serveInBackground("127.0.0.1", 0, peer -> FilesToSockets.send(peer, missing)))) {
            int port = server.port();
            assertThrows(RuntimeException.class, () -> nagare.blockOn(
                    Tcp.connecting("127.0.0.1", port, peer -> peer.read()).then()));
        }
    }
}
