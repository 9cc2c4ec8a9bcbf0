package io.nagare.bench.report.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

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
        Path output = Files.createTempFile("nagare-bench", ".out");
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            process.getOutputStream().close();
            try {
                if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw new MeasurementException("did not end within " + atMost.toSeconds() + " s, and was killed");
                }
            } finally {
                kill(process);
            }
            List<String> lines = Files.readAllLines(output);
            if (process.exitValue() != 0) {
                throw new MeasurementException(lastWords(lines, "ended with code " + process.exitValue()));
            }
            return lines;
        } finally {
            Files.deleteIfExists(output);
        }
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
