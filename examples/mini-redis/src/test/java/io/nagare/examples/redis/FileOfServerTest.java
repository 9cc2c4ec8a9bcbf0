package io.nagare.examples.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a server says of a file that it cannot have for itself, before it listens and while it runs. */
class FileOfServerTest {

    @TempDir
    Path directory;

    private static RunningRedis start(Path file) throws Exception {
        return new RunningRedis(MiniRedis.Settings.defaults().appendOnly(file, line -> {}), options -> options);
    }

    /** Returns why a server does not start. It must not have listened. */
    private static String refused(Path file) {
        return assertThrows(ExecutionException.class, () -> start(file).close())
                .getCause()
                .toString();
    }

    @Test
    void aFileThatCannotBeMadeIsRefusedAtTheStart() {
        Path file = directory.resolve("no").resolve("file.aof");
        String why = refused(file);
        assertTrue(why.contains(file.toString()), why);
        assertEquals(1, why.lines().count());
        assertFalse(Files.exists(directory.resolve("no")));
    }

    @Test
    void aDirectoryIsRefusedAtTheStart() {
        String why = refused(directory);
        assertTrue(why.contains(directory.toString()), why);
    }

    @Test
    void aNewFileIsThereBeforeTheFirstChange() throws Exception {
        Path file = directory.resolve("new.aof");
        try (RunningRedis redis = start(file)) {
            assertEquals(0, Files.size(file));
            redis.end();
        }
    }

    @Test
    void aFileIsForOneServerAtATime() throws Exception {
        Path file = directory.resolve("one.aof");
        Path link = Files.createSymbolicLink(directory.resolve("link.aof"), file);
        try (RunningRedis first = start(file);
                Socket client = first.connect()) {
            assertTrue(refused(file).endsWith(file + " is used by another server"));
            assertTrue(refused(link).endsWith(link + " is used by another server"));
            send(client, "SET a 1\r\nSAVE\r\n");
            byte[] saved = client.getInputStream().readNBytes(10);
            assertEquals("+OK\r\n+OK\r\n", new String(saved, StandardCharsets.US_ASCII));
            first.end();
        }
        try (RunningRedis second = start(file)) {
            second.end();
        }
    }

    /** What is done to a file while a server runs. */
    private interface Meddling {
        void with(Path file) throws IOException;
    }

    private static void send(Socket client, String requests) throws IOException {
        client.getOutputStream().write(requests.getBytes(StandardCharsets.US_ASCII));
    }

    private static String readUntilEnd(Socket client) {
        StringBuilder all = new StringBuilder();
        try {
            for (int next = client.getInputStream().read(); next >= 0; next = client.getInputStream().read()) {
                all.append((char) next);
            }
        } catch (SocketTimeoutException stillThere) {
            throw new UncheckedIOException(stillThere);
        } catch (IOException reset) {
            // A server that fails may end its connections so.
        }
        return all.toString();
    }

    private static void checkThatItEndsAfter(Meddling meddling, Path file) throws Exception {
        try (RunningRedis redis = start(file);
                Socket client = redis.connect()) {
            send(client, "SET a 1\r\nSAVE\r\n");
            byte[] saved = client.getInputStream().readNBytes(10);
            assertEquals("+OK\r\n+OK\r\n", new String(saved, StandardCharsets.US_ASCII));
            meddling.with(file);
            send(client, "SET b 2\r\nSAVE\r\n");
            // The change is answered before it is written. What must not come is the answer of SAVE.
            assertTrue("+OK\r\n".startsWith(readUntilEnd(client)));
            assertThrows(RuntimeException.class, redis::end);
        }
    }

    @Test
    void aServerWhoseFileIsDeletedDoesNotSayThatItHasSaved() throws Exception {
        checkThatItEndsAfter(Files::delete, directory.resolve("deleted.aof"));
    }

    @Test
    void aServerWhoseFileIsReplacedDoesNotSayThatItHasSaved() throws Exception {
        checkThatItEndsAfter(
                file -> {
                    Path copy = Files.copy(file, directory.resolve("copy"));
                    Files.move(copy, file, StandardCopyOption.REPLACE_EXISTING);
                },
                directory.resolve("replaced.aof"));
    }

    @Test
    void aServerWhoseFileIsCutOffDoesNotSayThatItHasSaved() throws Exception {
        checkThatItEndsAfter(file -> Files.writeString(file, ""), directory.resolve("cut-off.aof"));
    }
}
