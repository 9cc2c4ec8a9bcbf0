package io.nagare.examples.redis;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Redis's own programs. Where they are missing a test is skipped; on the build machine it fails. */
final class RealRedis implements AutoCloseable {

    private final Process process;
    private final int port;

    /** Starts a server that keeps nothing. */
    RealRedis() throws Exception {
        assumeInstalled("redis-server");
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        process = new ProcessBuilder(
                        "redis-server", "--port", Integer.toString(port), "--bind", "127.0.0.1", "--save", "",
                        "--appendonly", "no")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        awaitAnswer();
    }

    /** Skips the test if a program is missing. */
    static void assumeInstalled(String program) {
        boolean found = Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
        if (!found && "true".equals(System.getenv("CI"))) {
            throw new AssertionError("there is no program named " + program + ", and this is CI");
        }
        assumeTrue(found, "there is no program named " + program);
    }

    private void awaitAnswer() throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (true) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
                if (socket.getInputStream().read() == '+') {
                    return;
                }
            } catch (IOException notYet) {
                if (System.nanoTime() > end || !process.isAlive()) {
                    throw new AssertionError("redis-server does not answer", notYet);
                }
                Thread.onSpinWait();
            }
        }
    }

    int port() {
        return port;
    }

    /** Runs {@code redis-cli}, gives it lines to read, and returns what it prints. */
    static String cli(List<String> arguments, String input) throws Exception {
        assumeInstalled("redis-cli");
        List<String> command = Stream.concat(Stream.of("redis-cli"), arguments.stream()).toList();
        Path read = Files.createTempFile("redis-cli", ".txt");
        try {
            Files.writeString(read, input);
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectInput(read.toFile())
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor(20, TimeUnit.SECONDS);
            return output;
        } finally {
            Files.delete(read);
        }
    }

    @Override
    public void close() throws Exception {
        process.destroyForcibly();
        process.waitFor(20, TimeUnit.SECONDS);
    }
}
