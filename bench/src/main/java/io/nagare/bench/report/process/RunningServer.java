package io.nagare.bench.report.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/**
 * A server in a process of its own, from the time when it listens until it is closed. One thread reads its output; the
 * caller's thread does everything else.
 */
public final class RunningServer implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(30);
    private static final Duration ANSWER = Duration.ofSeconds(30);
    private static final int ATTEMPTS = 3;

    private final Process process;
    private final int port;
    private final BlockingQueue<String> printed = new LinkedBlockingQueue<>(10_000);

    private RunningServer(Process process, int port) {
        this.process = process;
        this.port = port;
        Thread reader = new Thread(this::read, "output of a server");
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Starts a server on a free port. If another program has taken the port meanwhile, tries another one.
     *
     * @param command makes its command line for a port
     */
    public static RunningServer start(IntFunction<List<String>> command)
            throws MeasurementException, IOException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            int port = freePort();
            ProcessBuilder builder = new ProcessBuilder(command.apply(port)).redirectErrorStream(true);
            builder.environment().put("WORKERS", "1");
            RunningServer server = new RunningServer(builder.start(), port);
            try {
                server.awaitListening();
                return server;
            } catch (MeasurementException failure) {
                server.close();
                String reason = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
                if (attempt == ATTEMPTS || !reason.contains("in use")) {
                    throw failure;
                }
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void read() {
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                printed.offer(line);
            }
        } catch (IOException closed) {
            // the server has been killed
        }
    }

    private void awaitListening() throws MeasurementException, InterruptedException {
        List<String> lines = new ArrayList<>();
        long end = System.nanoTime() + START.toNanos();
        while (System.nanoTime() < end) {
            String line = printed.poll(50, TimeUnit.MILLISECONDS);
            if (line != null) {
                if (line.toLowerCase(Locale.ROOT).startsWith("listening")) {
                    return;
                }
                lines.add(line);
            } else if (!process.isAlive() && printed.isEmpty()) {
                throw new MeasurementException(Program.lastWords(
                        lines, "ended with code " + process.exitValue() + " before it was listening"));
            }
        }
        throw new MeasurementException("was not listening after " + START.toSeconds() + " s");
    }

    /** Asks an {@link ObservedServer} for a number. */
    public long ask(String question) throws MeasurementException, IOException, InterruptedException {
        printed.clear();
        Writer writer = process.outputWriter();
        writer.write(question + "\n");
        writer.flush();
        long end = System.nanoTime() + ANSWER.toNanos();
        while (System.nanoTime() < end && process.isAlive()) {
            String line = printed.poll(50, TimeUnit.MILLISECONDS);
            if (line != null && line.startsWith(question + " ")) {
                return Long.parseLong(line.substring(question.length() + 1));
            }
        }
        throw new MeasurementException("the server did not say how much is " + question);
    }

    public int port() {
        return port;
    }

    public long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        Program.kill(process);
    }
}
