package io.nagare.process;

import io.nagare.driver.ChildStarter;
import io.nagare.driver.Driver;
import io.nagare.process.CommandFailedException.Reason;
import io.nagare.process.pipe.ChildPipe;
import io.nagare.process.pipe.PipeEnd;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.channels.Pipe;
import java.nio.channels.SelectableChannel;
import java.nio.channels.spi.SelectorProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Starts children. Called on a thread that may block.
 *
 * <p>Always holds: if a start fails, every pipe that was opened for it is closed, and every child that was started for
 * it is killed.
 */
final class Launch {

    /** How the JDK tells the system's error number: "error=2", and "error: 2" in later versions. */
    private static final Pattern ERROR_NUMBER = Pattern.compile("error[=:] ?(\\d+)");

    private static final int NO_ENTRY = 2;
    private static final int ARGUMENTS_TOO_LONG = 7;
    private static final int NO_PROGRAM_FORMAT = 8;
    private static final int NO_MORE_PROCESSES = 11;
    private static final int NO_MEMORY = 12;
    private static final int NO_ACCESS = 13;
    private static final int NO_MORE_FILES = 24;

    /** A command with what it is started with. */
    private static final class Prepared {

        private final Command command;
        private final ProcessBuilder builder;
        private @Nullable ChildPipe stdin;
        private @Nullable ChildPipe stdout;
        private @Nullable ChildPipe stderr;

        Prepared(Command command) {
            this.command = command;
            this.builder = new ProcessBuilder(command.words());
        }
    }

    private Launch() {}

    /** Starts one child. */
    static Child child(Command command, Driver driver) {
        return start(List.of(command), driver).get(0);
    }

    /** Starts children, each of which reads what the one before it writes. */
    static List<Child> start(List<Command> commands, Driver driver) {
        ChildStarter starter = driver.children();
        if (starter != null) {
            return startSimulated(commands, driver, starter);
        }
        List<Prepared> prepared = new ArrayList<>();
        List<Process> processes;
        try {
            for (int i = 0; i < commands.size(); i++) {
                checkDirectory(commands.get(i), driver);
                Prepared next = new Prepared(commands.get(i));
                prepared.add(next);
                prepare(next, i == 0, i == commands.size() - 1, driver.channels());
            }
            processes = startAll(prepared.stream().map(each -> each.builder).toList(), driver.channels());
        } catch (Throwable failure) {
            prepared.forEach(each -> giveUp(each, driver));
            throw unchecked(commands, failure, driver);
        }
        return handOver(prepared, processes, driver);
    }

    private static List<Child> startSimulated(List<Command> commands, Driver driver, ChildStarter starter) {
        try {
            commands.forEach(command -> checkDirectory(command, driver));
            List<ChildProcess> started = new SimulatedLaunch(driver, starter).start(commands);
            boolean open = true;
            for (ChildProcess each : started) {
                open &= each.openSimulated();
            }
            if (!open) {
                started.forEach(ChildProcess::run);
                throw closed(commands.get(0));
            }
            return started.stream().map(Child::new).toList();
        } catch (Throwable failure) {
            throw unchecked(commands, failure, driver);
        }
    }

    private static void prepare(Prepared next, boolean first, boolean last, SelectorProvider provider)
            throws IOException {
        Command command = next.command;
        ProcessBuilder builder = next.builder;
        command.directory().ifPresent(directory -> builder.directory(ChildPaths.ofSystem(directory)));
        Map<String, String> environment = builder.environment();
        if (command.hasEmptyEnvironment()) {
            environment.clear();
        }
        command.environment().forEach((name, value) -> {
            if (value == null) {
                environment.remove(name);
            } else {
                environment.put(name, value);
            }
        });
        if (first) {
            next.stdin = command.stdin().isPiped() ? ChildPipe.open(provider) : null;
            builder.redirectInput(
                    next.stdin == null ? command.stdin().redirect(true) : next.stdin.asInput());
        }
        if (last) {
            next.stdout = command.stdout().isPiped() ? ChildPipe.open(provider) : null;
            builder.redirectOutput(
                    next.stdout == null ? command.stdout().redirect(false) : next.stdout.asOutput());
        }
        builder.redirectErrorStream(command.mergesErrors());
        if (!command.mergesErrors()) {
            next.stderr = command.stderr().isPiped() ? ChildPipe.open(provider) : null;
            builder.redirectError(
                    next.stderr == null ? command.stderr().redirect(false) : next.stderr.asOutput());
        }
    }

    /**
     * Connects the builders and starts them. The pipes between them are ours: the JDK's {@code startPipeline} leaves
     * one open if a later program is missing. It is used where a child cannot be given a pipe.
     */
    private static List<Process> startAll(List<ProcessBuilder> builders, SelectorProvider provider)
            throws IOException {
        List<ChildPipe> between = new ArrayList<>();
        List<Process> started = new ArrayList<>();
        try {
            for (int i = 1; i < builders.size(); i++) {
                ChildPipe pipe = ChildPipe.open(provider);
                between.add(pipe);
                if (!pipe.isNamed()) {
                    return ProcessBuilder.startPipeline(builders);
                }
                builders.get(i - 1).redirectOutput(pipe.asOutput());
                builders.get(i).redirectInput(pipe.asInput());
            }
            for (ProcessBuilder builder : builders) {
                started.add(builder.start());
            }
            return started;
        } catch (Throwable failure) {
            started.forEach(Process::destroyForcibly);
            throw failure;
        } finally {
            for (ChildPipe pipe : between) {
                pipe.close();
            }
        }
    }

    private static List<Child> handOver(List<Prepared> prepared, List<Process> processes, Driver driver) {
        List<ChildProcess> started = new ArrayList<>();
        try {
            for (int i = 0; i < processes.size(); i++) {
                started.add(opened(prepared.get(i), processes.get(i), driver));
            }
            boolean open = true;
            for (ChildProcess each : started) {
                open &= each.open();
            }
            if (!open) {
                throw closed(prepared.get(0).command);
            }
            return started.stream().map(Child::new).toList();
        } catch (Throwable failure) {
            processes.forEach(Process::destroyForcibly);
            prepared.forEach(each -> giveUp(each, driver));
            started.forEach(ChildProcess::run);
            throw unchecked(List.of(prepared.get(0).command), failure, driver);
        }
    }

    private static ChildProcess opened(Prepared from, Process process, Driver driver) throws IOException {
        ChildPipe in = from.stdin;
        ChildPipe out = from.stdout;
        ChildPipe errors = from.stderr;
        PipeEnd<Pipe.SinkChannel> stdin =
                in == null ? null : end("stdin", from, in.writing(process.getOutputStream()), driver);
        PipeEnd<Pipe.SourceChannel> stdout =
                out == null ? null : end("stdout", from, out.reading(process.getInputStream()), driver);
        PipeEnd<Pipe.SourceChannel> stderr =
                errors == null ? null : end("stderr", from, errors.reading(process.getErrorStream()), driver);
        return new ChildProcess(process, from.command, driver, stdin, stdout, stderr);
    }

    private static <C extends SelectableChannel> PipeEnd<C> end(
            String stream, Prepared from, C channel, Driver driver) {
        return new PipeEnd<>(stream + " of " + from.command.program(), channel, driver);
    }

    private static void giveUp(Prepared prepared, Driver driver) {
        close(prepared.stdin, driver);
        close(prepared.stdout, driver);
        close(prepared.stderr, driver);
    }

    private static void close(@Nullable ChildPipe pipe, Driver driver) {
        try {
            if (pipe != null) {
                pipe.close();
            }
        } catch (IOException failure) {
            driver.unseen(failure, "closing a pipe of a child that was not started");
        }
    }

    // Why a start has failed

    private static RuntimeException unchecked(List<Command> commands, Throwable failure, Driver driver) {
        if (failure instanceof Error error) {
            throw error;
        }
        return failure instanceof RuntimeException unchecked
                ? unchecked
                : explained(commands, (IOException) failure, driver);
    }

    /** The system's error for a missing directory is that for a missing program. */
    private static void checkDirectory(Command command, Driver driver) {
        Path directory = command.directory().orElse(null);
        if (directory == null) {
            return;
        }
        Path there = driver.path(directory);
        if (!Files.isDirectory(there)) {
            throw new CommandFailedException(
                    command.program(),
                    Reason.NO_DIRECTORY,
                    Files.exists(there) ? directory + " is no directory" : "there is no directory " + directory,
                    null);
        }
    }

    private static CommandFailedException explained(List<Command> commands, IOException refused, Driver driver) {
        String said = String.valueOf(refused.getMessage());
        Command command = commands.get(0);
        for (Command each : commands) {
            if (said.contains("\"" + each.program() + "\"")) {
                command = each;
            }
        }
        if (refused.getCause() instanceof FileNotFoundException noFile) {
            return failed(command, Reason.STREAM_FILE, String.valueOf(noFile.getMessage()), refused);
        }
        Matcher number = ERROR_NUMBER.matcher(said);
        int error = number.find() ? Integer.parseInt(number.group(1)) : 0;
        return switch (error) {
            case NO_ENTRY -> failed(command, Reason.NOT_FOUND, missing(command, driver), refused);
            case NO_ACCESS -> failed(command, Reason.NOT_PERMITTED, "there is no permission to execute it", refused);
            case NO_PROGRAM_FORMAT -> failed(
                    command,
                    Reason.NOT_EXECUTABLE,
                    "it is no program for this system; a script must begin with #! and its interpreter",
                    refused);
            case ARGUMENTS_TOO_LONG -> failed(
                    command, Reason.TOO_LONG, "arguments and environment are longer than the system allows", refused);
            case NO_MORE_PROCESSES, NO_MEMORY, NO_MORE_FILES -> failed(
                    command, Reason.EXHAUSTED, "the system has no room for another process: " + said, refused);
            default -> failed(command, Reason.OTHER, said, refused);
        };
    }

    private static String missing(Command command, Driver driver) {
        String program = command.program();
        if (program.indexOf(File.separatorChar) < 0) {
            return "there is no such program in the PATH of this process";
        }
        return Files.exists(driver.path(Path.of(program)))
                ? "the interpreter that its first line names is not there"
                : "there is no such file";
    }

    private static CommandFailedException closed(Command command) {
        return new CommandFailedException(command.program(), Reason.OTHER, "the runtime was closed", null);
    }

    private static CommandFailedException failed(Command command, Reason reason, String why, IOException cause) {
        return new CommandFailedException(command.program(), reason, why, cause);
    }
}
