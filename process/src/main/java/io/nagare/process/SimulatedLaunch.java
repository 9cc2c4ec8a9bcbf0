package io.nagare.process;

import io.nagare.driver.ChildStarter;
import io.nagare.driver.Driver;
import io.nagare.process.pipe.PipeEnd;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.channels.Pipe;
import java.nio.channels.SelectableChannel;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Starts children where the runtime's own {@link ChildStarter} takes the place of the system, as on a simulated host.
 * Called once, on a thread that may block.
 *
 * <p>Always holds: after {@link #start} only our ends of the pipes are open, and none if it has failed. Then every
 * child that was started is killed.
 */
final class SimulatedLaunch {

    private final Driver driver;
    private final ChildStarter starter;

    /** The ends that the children have got. */
    private final List<SelectableChannel> theirs = new ArrayList<>();

    private final List<SelectableChannel> ours = new ArrayList<>();
    private final List<Process> processes = new ArrayList<>();
    private final List<ChildProcess> children = new ArrayList<>();

    SimulatedLaunch(Driver driver, ChildStarter starter) {
        this.driver = driver;
        this.starter = starter;
    }

    /** Starts children, each of which reads what the one before it writes. */
    List<ChildProcess> start(List<Command> commands) throws IOException {
        try {
            Pipe between = null;
            for (int i = 0; i < commands.size(); i++) {
                Pipe before = between;
                between = i == commands.size() - 1 ? null : openPipe();
                children.add(start(commands.get(i), before, between));
            }
            return children;
        } catch (Throwable failure) {
            processes.forEach(Process::destroyForcibly);
            close(ours);
            throw failure;
        } finally {
            close(theirs);
        }
    }

    /** Starts a child between two pipes of a pipeline; null where it begins or ends. */
    private ChildProcess start(Command command, @Nullable Pipe before, @Nullable Pipe behind) throws IOException {
        Pipe in = before == null && command.stdin().isPiped() ? openPipe() : null;
        Pipe out = behind == null && command.stdout().isPiped() ? openPipe() : null;
        Pipe errors = !command.mergesErrors() && command.stderr().isPiped() ? openPipe() : null;
        Process process = starter.start(new ChildStarter.Start(
                command.words(),
                command.directory().orElse(null),
                command.hasEmptyEnvironment(),
                command.environment(),
                input(command.stdin(), before == null ? in : before),
                output(command.stdout(), behind == null ? out : behind),
                command.mergesErrors() ? null : output(command.stderr(), errors)));
        processes.add(process);
        return new ChildProcess(
                process,
                command,
                driver,
                in == null ? null : end("stdin", command, in.sink()),
                out == null ? null : end("stdout", command, out.source()),
                errors == null ? null : end("stderr", command, errors.source()));
    }

    private Pipe openPipe() throws IOException {
        Pipe pipe = driver.channels().openPipe();
        // Until an end has become ours, it is closed in any case.
        theirs.add(pipe.source());
        theirs.add(pipe.sink());
        return pipe;
    }

    private static ChildStarter.Stream input(ChildStream stream, @Nullable Pipe pipe) {
        return pipe == null
                ? new ChildStarter.Stream(stream.onHost().redirect(true), null)
                : new ChildStarter.Stream(Redirect.PIPE, pipe.source());
    }

    private static ChildStarter.Stream output(ChildStream stream, @Nullable Pipe pipe) {
        return pipe == null
                ? new ChildStarter.Stream(stream.onHost().redirect(false), null)
                : new ChildStarter.Stream(Redirect.PIPE, pipe.sink());
    }

    private <C extends SelectableChannel> PipeEnd<C> end(String stream, Command command, C channel)
            throws IOException {
        channel.configureBlocking(false);
        theirs.remove(channel);
        ours.add(channel);
        return new PipeEnd<>(stream + " of " + command.program(), channel, driver);
    }

    private static void close(List<SelectableChannel> channels) throws IOException {
        for (SelectableChannel channel : channels) {
            channel.close();
        }
    }
}
