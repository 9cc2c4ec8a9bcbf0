package io.nagare.bench.report.turn;

import io.nagare.bench.report.process.MeasurementException;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A server through which machines send values to each other, with the peers that use it. */
enum MessageServer {
    NATS("NATS", "nats-server", "nats://127.0.0.1:", "nagare-nats", "jnats", "") {
        @Override
        List<String> arguments(int port, Path directory) {
            return natsArguments(port, directory);
        }
    },
    NATS_REPEATING("NATS, at least once", "nats-server", "nats://127.0.0.1:", "nagare-nats", "jnats", "-repeating") {
        @Override
        List<String> arguments(int port, Path directory) {
            return natsArguments(port, directory);
        }
    },
    REDIS("Redis", "redis-server", "redis://127.0.0.1:", "nagare-redis", "lettuce", "") {
        @Override
        List<String> arguments(int port, Path directory) {
            return List.of("--bind", "127.0.0.1", "--port", Integer.toString(port), "--appendonly", "yes");
        }
    };

    private static final long LIMIT = TimeUnit.SECONDS.toNanos(20);

    private final String title;
    private final String program;
    private final String scheme;
    private final String ours;
    private final String client;
    private final String way;

    MessageServer(String title, String program, String scheme, String ours, String client, String way) {
        this.title = title;
        this.program = program;
        this.scheme = scheme;
        this.ours = ours;
        this.client = client;
        this.way = way;
    }

    private static List<String> natsArguments(int port, Path directory) {
        return List.of("-js", "-a", "127.0.0.1", "-p", Integer.toString(port), "-sd", directory.toString());
    }

    /** The name in the report. */
    String title() {
        return title;
    }

    /** The name of the program. */
    String program() {
        return program;
    }

    /** What the command {@code machines} calls Nagare on this server. */
    String ours() {
        return ours + way;
    }

    /** The library that others use with this server. */
    String client() {
        return client;
    }

    /** What the command {@code machines} calls that library. */
    String theirs() {
        return client + way;
    }

    abstract List<String> arguments(int port, Path directory);

    boolean isThere() {
        return path().isPresent();
    }

    private Optional<Path> path() {
        return Stream.of((System.getenv("PATH") + File.pathSeparator + "/usr/sbin").split(File.pathSeparator))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Starts one on a free port, with its files in a directory of its own, and waits until it listens. */
    Running start() throws MeasurementException, IOException {
        Path directory = Files.createTempDirectory("machines");
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        List<String> command = Stream.concat(
                        Stream.of(path().orElseThrow().toString()), arguments(port, directory).stream())
                .toList();
        Running running = new Running(scheme + port, directory, new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start());
        long end = System.nanoTime() + LIMIT;
        while (!listens(port)) {
            if (System.nanoTime() > end || !running.process.isAlive()) {
                running.close();
                throw new MeasurementException(program + " did not start");
            }
        }
        return running;
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 1_000);
            return true;
        } catch (IOException notYet) {
            Thread.onSpinWait();
            return false;
        }
    }

    /** A server that runs. Closing it ends it, and deletes its files. */
    record Running(String url, Path directory, Process process) implements AutoCloseable {

        @Override
        public void close() throws IOException {
            try {
                process.destroyForcibly().waitFor();
            } catch (InterruptedException interrupt) {
                Thread.currentThread().interrupt();
            }
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
