package io.nagare.bench.report.process;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A server in a process of its own, measured from the moment when the process is asked for until a client has its first
 * answer. Only one thread uses it.
 */
public final class StartedProgram implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(30);
    private static final Duration TOOL = Duration.ofSeconds(30);
    private static final long BETWEEN_ATTEMPTS_NANOS = 500_000;
    private static final int MESSAGE_BYTES = 64;

    private final Process process;
    private final double firstAnswerMillis;

    private StartedProgram(Process process, double firstAnswerMillis) {
        this.process = process;
        this.firstAnswerMillis = firstAnswerMillis;
    }

    /**
     * Starts {@code java OPTIONS -jar JAR PORT}, and connects until a connection is accepted and a message is echoed.
     */
    public static StartedProgram start(List<String> options, Path jar) throws MeasurementException, IOException {
        int port = freePort();
        List<String> command = new ArrayList<>(List.of(tool("java")));
        command.addAll(options);
        command.addAll(List.of("-jar", jar.toString(), Integer.toString(port)));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        long start = System.nanoTime();
        Process process = builder.start();
        try {
            awaitAnswer(process, port, start + START.toNanos());
            return new StartedProgram(process, (System.nanoTime() - start) / 1e6);
        } catch (MeasurementException | IOException | RuntimeException failure) {
            Program.kill(process);
            throw failure;
        }
    }

    private static void awaitAnswer(Process process, int port, long end) throws MeasurementException, IOException {
        while (!hasAnswered(port)) {
            if (!process.isAlive()) {
                throw new MeasurementException("ended with code " + process.exitValue() + " without an answer");
            }
            if (System.nanoTime() - end > 0) {
                throw new MeasurementException("did not answer within " + START.toSeconds() + " s");
            }
            LockSupport.parkNanos(BETWEEN_ATTEMPTS_NANOS);
        }
    }

    private static boolean hasAnswered(int port) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            socket.setTcpNoDelay(true);
            socket.setSoTimeout((int) START.toMillis());
            socket.getOutputStream().write(new byte[MESSAGE_BYTES]);
            InputStream echo = socket.getInputStream();
            return echo.readNBytes(MESSAGE_BYTES).length == MESSAGE_BYTES;
        } catch (SocketException notYet) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static String tool(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name).toString();
    }

    public double firstAnswerMillis() {
        return firstAnswerMillis;
    }

    /** The CPU time of all its threads until now. */
    public double cpuMillis() throws MeasurementException {
        ProcessFigures.CpuTime time = ProcessFigures.cpuTime(process.pid());
        return (time.userMicros() + time.systemMicros()) / 1e3;
    }

    public long residentBytes() throws MeasurementException {
        return ProcessFigures.resident(process.pid());
    }

    /** The classes that it has loaded. The JVM counts them where another process can read it, so none are added. */
    public long loadedClasses() throws MeasurementException, IOException, InterruptedException {
        return Math.round(column(statistics("-class"), "Loaded"));
    }

    /** Collects, and returns the bytes of heap that are left. */
    public long liveHeapBytes() throws MeasurementException, IOException, InterruptedException {
        run("jcmd", Long.toString(process.pid()), "GC.run");
        List<String> lines = statistics("-gc");
        double kibibytes = 0;
        for (String space : List.of("S0U", "S1U", "EU", "OU")) {
            kibibytes += column(lines, space);
        }
        return Math.round(kibibytes * 1024);
    }

    private List<String> statistics(String option) throws MeasurementException, IOException, InterruptedException {
        return run("jstat", option, Long.toString(process.pid()));
    }

    private static List<String> run(String name, String... arguments)
            throws MeasurementException, IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(tool(name)));
        command.addAll(List.of(arguments));
        return new Program(command, Map.of(), TOOL).run();
    }

    /** Reads a figure of {@code jstat}, which prints a line of names above a line of figures. */
    public static double column(List<String> lines, String name) throws MeasurementException {
        if (lines.size() == 2) {
            List<String> names = List.of(lines.get(0).trim().split("\\s+", -1));
            List<String> figures = List.of(lines.get(1).trim().split("\\s+", -1));
            int column = names.indexOf(name);
            if (column >= 0 && names.size() == figures.size()) {
                return figures.get(column).equals("-") ? 0 : Double.parseDouble(figures.get(column));
            }
        }
        throw new MeasurementException("jstat did not say " + name + ", but: " + lines);
    }

    /** Ends it as a user does, so that the JVM writes what it was told to write at its end. */
    public void end() throws MeasurementException, InterruptedException {
        process.destroy();
        if (!process.waitFor(TOOL.toSeconds(), TimeUnit.SECONDS)) {
            throw new MeasurementException("did not end within " + TOOL.toSeconds() + " s of SIGTERM");
        }
    }

    @Override
    public void close() {
        Program.kill(process);
    }
}
