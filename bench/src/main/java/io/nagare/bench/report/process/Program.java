package io.nagare.bench.report.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** A program that runs to its end in a process of its own, within a time limit. */
public final class Program {

    private final List<String> command;
    private final Map<String, String> environment;
    private final Duration atMost;

    public Program(List<String> command, Map<String, String> environment, Duration atMost) {
        this.command = List.copyOf(command);
        this.environment = Map.copyOf(environment);
        this.atMost = atMost;
    }

    /**
     * Runs it.
     *
     * @return the lines of both its outputs
     * @throws MeasurementException if it ended with a code other than 0, with its last words, or did not end in time
     *     and was killed
     */
    public List<String> run() throws MeasurementException, IOException, InterruptedException {
        return run(line -> {});
    }

    /**
     * Runs it, and tells a listener of each line as soon as it is there, on the caller's thread.
     *
     * @return as {@link #run()}
     * @throws MeasurementException as {@link #run()}, or if the listener threw it
     */
    public List<String> run(LineListener listener) throws MeasurementException, IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        AtomicBoolean late = new AtomicBoolean();
        Thread limit = new Thread(() -> limit(process, late), "limit of a program");
        limit.setDaemon(true);
        limit.start();
        List<String> lines = new ArrayList<>();
        try {
            process.getOutputStream().close();
            BufferedReader output = process.inputReader();
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                lines.add(line);
                listener.printed(line);
            }
            process.waitFor();
        } catch (IOException closed) {
            // The process was killed while its output was read.
            process.waitFor();
        } finally {
            kill(process);
            limit.join();
        }
        if (late.get()) {
            throw new MeasurementException("did not end within " + atMost.toSeconds() + " s, and was killed");
        }
        if (process.exitValue() != 0) {
            throw new MeasurementException(lastWords(lines, "ended with code " + process.exitValue()));
        }
        return lines;
    }

    private void limit(Process process, AtomicBoolean late) {
        try {
            if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
                late.set(true);
                kill(process);
            }
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
        }
    }

    /** Is told what a program prints. */
    @FunctionalInterface
    public interface LineListener {
        void printed(String line) throws MeasurementException, IOException, InterruptedException;
    }

    /** Ends the process and what it has started, and waits until it is gone. */
    static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        process.onExit().completeOnTimeout(process, 10, TimeUnit.SECONDS).join();
    }

    /** Makes all processes that this one starts end with it, even if it is interrupted from the terminal. */
    public static void endAllWithThisProcess() {
        Thread killer = new Thread(
                () -> ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly),
                "killer of children");
        Runtime.getRuntime().addShutdownHook(killer);
    }

    /** Returns the last line that is not part of a stack trace. */
    public static String lastWords(List<String> lines, String otherwise) {
        for (int i = lines.size() - 1; i >= 0; i--) {
            String line = lines.get(i);
            if (!line.isBlank() && !Character.isWhitespace(line.charAt(0))) {
                return line.strip();
            }
        }
        return otherwise;
    }
}
