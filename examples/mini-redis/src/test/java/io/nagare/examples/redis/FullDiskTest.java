package io.nagare.examples.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nagare.examples.redis.store.Entry;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left when the append-only file cannot grow any more. The limit of a process stands for a full disk. */
class FullDiskTest {

    private static final String LISTENING = "listening on ";

    private static final String VALUE = "x".repeat(1000);

    /** More than the limit of the file has room for. */
    private static final int MORE_THAN_FIT = 1000;

    @TempDir
    Path directory;

    private Process process;

    @AfterEach
    void end() {
        if (process != null) {
            process.destroyForcibly();
        }
    }

    private BufferedReader startLimited(Path file) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        process = new ProcessBuilder(
                        "sh", "-c", "ulimit -f 200 && exec \"$@\"", "sh", java, "-XX:-UsePerfData", "-cp",
                        System.getProperty("java.class.path"), MiniRedisServer.class.getName(), "--port", "0",
                        "--append-only", file.toString())
                .redirectErrorStream(true)
                .start();
        return process.inputReader(StandardCharsets.UTF_8);
    }

    private static int port(BufferedReader output) throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(LISTENING)) {
                return Integer.parseInt(line.substring(LISTENING.length()));
            }
        }
        throw new IOException("the process has never listened");
    }

    /** Sets one key after the other until the server is gone. Returns how many were answered. */
    private static int setUntilEnd(int port) throws IOException {
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
            client.setSoTimeout(20_000);
            for (int i = 0; i < MORE_THAN_FIT; i++) {
                try {
                    String request = "SET k" + i + " " + VALUE + "\r\n";
                    client.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
                    if (client.getInputStream().readNBytes(5).length < 5) {
                        return i;
                    }
                } catch (SocketTimeoutException stillThere) {
                    throw stillThere;
                } catch (IOException reset) {
                    return i;
                }
            }
        }
        throw new IOException("the file has no limit");
    }

    @Test
    void theServerEndsWithOneAndOnlyTheLastChangesAreLost() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "there is no shell to set a limit");
        Path file = directory.resolve("full.aof");
        int answered;
        try (BufferedReader output = startLimited(file)) {
            answered = setUntilEnd(port(output));
            List<String> said = output.lines().toList();
            assertEquals(1, said.size(), said::toString);
            assertTrue(said.get(0).contains("write of " + file + " failed"), said::toString);
            assertTrue(process.waitFor(20, TimeUnit.SECONDS), "the process has not ended");
            assertEquals(1, process.exitValue());
        }
        List<String> log = new CopyOnWriteArrayList<>();
        try (RunningRedis redis =
                new RunningRedis(MiniRedis.Settings.defaults().appendOnly(file, log::add), options -> options)) {
            Set<String> found = new HashSet<>();
            redis.redis().database().look(store -> store.all().stream()
                    .map(Entry::key)
                    .forEach(key -> found.add(key.utf8())));
            Set<String> first = new HashSet<>();
            for (int i = 0; i < found.size(); i++) {
                first.add("k" + i);
            }
            assertEquals(first, found, "a change is missing that is not one of the last");
            assertTrue(!found.isEmpty() && found.size() <= answered + 1, found.size() + " of " + answered);
            redis.end();
        }
    }
}
