package io.nagare.examples;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A server example in a process of its own, which can be sent a signal. */
final class ServerProcess implements AutoCloseable {

    private static final String LISTENING = "listening on ";
    private static final int LIMIT_MILLIS = 20_000;

    private final Process process;
    private final BufferedReader output;
    private final int port;

    ServerProcess(String... arguments) throws IOException {
        this(Stream.of(List.of(Examples.class.getName()), List.of(arguments), List.of("--workers", "2"))
                .flatMap(List::stream)
                .toList());
    }

    /** Starts what stands behind the class path in a command of java. */
    private ServerProcess(List<String> started) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = new ArrayList<>(List.of(java, "-cp", System.getProperty("java.class.path")));
        command.addAll(started);
        process = new ProcessBuilder(command).redirectErrorStream(true).start();
        output = process.inputReader(StandardCharsets.UTF_8);
        port = Integer.parseInt(awaitLine(LISTENING).substring(LISTENING.length()));
    }

    /** Starts a program of one file from its source. */
    static ServerProcess ofSource(String file, String... arguments) throws IOException {
        return new ServerProcess(
                Stream.concat(Stream.of(file), Stream.of(arguments)).toList());
    }

    /** Returns the first line from now on that begins with a text. */
    String awaitLine(String beginning) throws IOException {
        StringBuilder all = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(beginning)) {
                return line;
            }
            all.append(line).append('\n');
        }
        throw new IOException("the process has ended and never said " + beginning + ", but: " + all);
    }

    int port() {
        return port;
    }

    /** Connects a client, which the caller closes. */
    Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(LIMIT_MILLIS);
        return socket;
    }

    /** Sends a signal, such as TERM. */
    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    }

    /** Waits until the process has ended, and returns its code. */
    int awaitEnd() throws InterruptedException {
        if (!process.waitFor(LIMIT_MILLIS, TimeUnit.MILLISECONDS)) {
            throw new AssertionError("the process has not ended within " + LIMIT_MILLIS + " ms");
        }
        return process.exitValue();
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor(LIMIT_MILLIS, TimeUnit.MILLISECONDS);
    }
}
