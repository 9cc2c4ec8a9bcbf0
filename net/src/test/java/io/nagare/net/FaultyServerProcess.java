package io.nagare.net;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A {@link FaultyServer} in a process of its own, with the view of its clients. */
final class FaultyServerProcess implements AutoCloseable {

    private final Process process;
    private final BufferedReader output;
    private final PrintStream input;
    private final int port;

    private FaultyServerProcess(Process process) throws IOException {
        this.process = process;
        this.output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        this.input = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        this.port = Integer.parseInt(output.readLine());
    }

    /** Starts a server that accepts at once, with options of the JVM. */
    static FaultyServerProcess start(String... options) throws IOException {
        FaultyServerProcess server = listen(options);
        server.accept();
        return server;
    }

    /** Starts a server that listens but accepts no client yet. */
    static FaultyServerProcess listen(String... options) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.add("-cp");
        command.add(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        command.add("io.nagare.net.FaultyServer");
        return new FaultyServerProcess(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start());
    }

    /** Lets the server accept. */
    void accept() {
        input.println();
    }

    /** Returns the next line that the server prints. */
    String nextLine() throws IOException {
        return output.readLine();
    }

    long pid() {
        return process.pid();
    }

    ProcessHandle.Info info() {
        return process.info();
    }

    /** Connects a client, which the caller closes. */
    Socket connect() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), port);
    }

    /** Returns how many descriptors the server has open. */
    int descriptors() throws IOException {
        return links().size();
    }

    /** Returns how many sockets the server has open. */
    int sockets() throws IOException {
        return (int) links().stream().filter(link -> link.startsWith("socket:")).count();
    }

    private List<String> links() throws IOException {
        List<String> links = new ArrayList<>();
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(Path.of("/proc/" + pid() + "/fd"))) {
            for (Path descriptor : descriptors) {
                try {
                    links.add(Files.readSymbolicLink(descriptor).toString());
                } catch (NoSuchFileException e) {
                    // The descriptor was closed meanwhile.
                }
            }
        }
        return links;
    }

    /** Whether the server echoes a line and then ends the connection. */
    boolean isEchoed(int millis) {
        try (Socket socket = connect()) {
            socket.setSoTimeout(millis);
            socket.getOutputStream().write("x\n".getBytes(StandardCharsets.UTF_8));
            boolean same =
                    socket.getInputStream().read() == 'x' && socket.getInputStream().read() == '\n';
            socket.shutdownOutput();
            return same && socket.getInputStream().read() < 0;
        } catch (IOException failure) {
            return false;
        }
    }

    /** Fails unless the server serves a new client within a time, and then has no more sockets open than at rest. */
    void assertServesAndKeepsNothing(int atRest, int seconds) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (!isEchoed(1000)) {
            assertTrue(System.nanoTime() < end, "nobody is served any more");
        }
        while (sockets() > atRest) {
            assertTrue(System.nanoTime() < end, sockets() + " sockets are open, and " + atRest + " were at first");
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly();
        assertTrue(process.waitFor(20, TimeUnit.SECONDS));
    }
}
