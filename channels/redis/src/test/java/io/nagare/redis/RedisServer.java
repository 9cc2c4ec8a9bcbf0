package io.nagare.redis;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A real redis-server on a free port, which keeps its files in a directory of its own. Closing it ends the process and
 * deletes the directory. A test is skipped where there is no redis-server, and fails there if CI is true.
 */
public final class RedisServer implements AutoCloseable {

    private static final long LIMIT = TimeUnit.SECONDS.toNanos(20);

    private final Path directory;
    private final List<String> prefix;
    private final String host;
    private final int port;
    private final List<String> options;
    private Process process;

    private RedisServer(List<String> prefix, String host, List<String> options) throws IOException {
        this.directory = Files.createTempDirectory("redis");
        this.prefix = prefix;
        this.host = host;
        this.port = freePort();
        this.options = options;
    }

    /** Starts a server that keeps everything in a file. */
    public static RedisServer start() throws IOException {
        return start(List.of("--appendonly", "yes"));
    }

    /** Skips the test if there is no server, or fails it if CI is true. */
    public static void assumeThere() {
        if (program() == null) {
            String missing = "there is no redis-server on the PATH";
            if ("true".equals(System.getenv("CI"))) {
                fail(missing);
            }
            assumeTrue(false, missing);
        }
    }

    /** Starts a server that keeps nothing and runs as long as this JVM. */
    public static RedisServer untilTheEnd() {
        try {
            RedisServer server = start(List.of());
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                try {
                    server.close();
                } catch (Exception failure) {
                    throw new IllegalStateException(failure);
                }
            }));
            return server;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static RedisServer start(List<String> options) throws IOException {
        return start(List.of(), "127.0.0.1", options);
    }

    /** Starts a server that reads a file of settings, and writes to it, as a sentinel does. */
    static RedisServer startWith(Path settings, List<String> options) throws IOException {
        List<String> all = new ArrayList<>(List.of(settings.toString()));
        all.addAll(options);
        return start(List.of(), "127.0.0.1", all);
    }

    /** Starts a server by a command that replaces itself with it, such as one that enters a network. */
    static RedisServer start(List<String> prefix, String host, List<String> options) throws IOException {
        assumeThere();
        RedisServer server = new RedisServer(prefix, host, options);
        server.begin();
        return server;
    }

    private static String program() {
        String places = System.getenv("PATH") + File.pathSeparator + "/usr/sbin";
        for (String place : places.split(File.pathSeparator)) {
            for (String name : List.of("redis-server", "valkey-server")) {
                Path program = Path.of(place, name);
                if (Files.isExecutable(program)) {
                    return program.toString();
                }
            }
        }
        return null;
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Starts the process, and waits until it answers. */
    void begin() throws IOException {
        List<String> command = new ArrayList<>(prefix);
        command.add(program());
        boolean hasFile = !options.isEmpty() && !options.get(0).startsWith("--");
        command.addAll(options.subList(0, hasFile ? 1 : 0));
        command.addAll(List.of("--bind", host, "--port", "" + port, "--dir", directory.toString(), "--save", ""));
        command.addAll(options.subList(hasFile ? 1 : 0, options.size()));
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(directory.resolve("log").toFile()))
                .start();
        long end = System.nanoTime() + LIMIT;
        while (System.nanoTime() < end) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(host, port), 1_000);
                socket.setSoTimeout(1_000);
                socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
                String answer = new String(socket.getInputStream().readNBytes(5), StandardCharsets.US_ASCII);
                if (answer.equals("+PONG") || answer.equals("-NOAU")) {
                    return;
                }
            } catch (IOException notYet) {
                if (!process.isAlive()) {
                    break;
                }
            }
            Thread.onSpinWait();
        }
        throw new IOException("redis-server did not start: " + Files.readString(directory.resolve("log")));
    }

    int port() {
        return port;
    }

    Path directory() {
        return directory;
    }

    /** The address of this server. */
    public String url() {
        return "redis://" + host + ":" + port;
    }

    /** Options to connect to this server. */
    public RedisOptions options() {
        return RedisOptions.of(url());
    }

    /** Ends the process as {@code kill -9} does. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    void signal(String name) throws Exception {
        new ProcessBuilder("kill", "-" + name, "" + process.pid()).start().waitFor();
    }

    @Override
    public void close() throws Exception {
        kill();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
