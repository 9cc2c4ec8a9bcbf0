package io.nagare.testing.simulation;

import io.nagare.ByteStream;
import io.nagare.Bytes;
import io.nagare.One;
import io.nagare.Sink;
import io.nagare.sync.CancellationToken;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A child of a simulated host, as its own {@link ChildProgram} sees it. Called in the child.
 *
 * @since 0.1
 */
public final class SimulatedChild {

    private final long pid;
    private final List<String> words;
    private final Map<String, String> environment;
    private final Path directory;
    private final ChildInputEnd stdin;
    private final ChildOutputEnd stdout;
    private final ChildOutputEnd stderr;

    /** Cancelled when this is asked to end. */
    private final CancellationToken terminated = CancellationToken.create();

    private boolean handlesTermination;

    SimulatedChild(
            long pid,
            List<String> words,
            Map<String, String> environment,
            Path directory,
            ChildInputEnd stdin,
            ChildOutputEnd stdout,
            ChildOutputEnd stderr) {
        this.pid = pid;
        this.words = List.copyOf(words);
        this.environment = environment;
        this.directory = directory;
        this.stdin = stdin;
        this.stdout = stdout;
        this.stderr = stderr;
    }

    /** Returns the number of this process, which no other process of the simulation's host has had. */
    public long pid() {
        return pid;
    }

    /** Returns the name by which the program was started. */
    public String name() {
        return words.get(0);
    }

    /** Returns the arguments, without the program. */
    public List<String> arguments() {
        return words.subList(1, words.size());
    }

    /** Returns the environment. It is empty but for what commands have set. */
    public Map<String, String> environment() {
        return environment;
    }

    /** Returns the directory in which this was started, {@code /} unless a command has set one. */
    public Path directory() {
        return directory;
    }

    /**
     * Emits what this process reads from its standard input. Demand: nothing is read without it. Cancellation loses
     * nothing that was not emitted. Errors: {@link IllegalStateException} if it has another subscriber.
     */
    public ByteStream stdin() {
        return stdin.read();
    }

    /**
     * Returns a sink for the standard output. Demand: one item is requested when the one before is written, so a full
     * pipe holds the publisher back. If the reader of the pipe has gone, writing ends this process with 141, as SIGPIPE
     * does.
     */
    public Sink<Bytes> stdout() {
        return stdout;
    }

    /** Returns a sink for the error output. Otherwise as {@link #stdout()}. */
    public Sink<Bytes> stderr() {
        return stderr;
    }

    /**
     * Completes when this process is asked to end, with SIGTERM. Once the program has called this, being asked does
     * not end the process: the program does that itself, or ignores it.
     */
    public One<Void> terminated() {
        handlesTermination = true;
        return terminated.cancelled();
    }

    /** Lets this process go on when it is asked to end. Only killing ends it then, or the program itself. */
    public void ignoreTermination() {
        handlesTermination = true;
    }

    // For the run

    ChildInputEnd input() {
        return stdin;
    }

    ChildOutputEnd output() {
        return stdout;
    }

    ChildOutputEnd errorOutput() {
        return stderr;
    }

    /** This was asked to end. Returns whether the program handles that. */
    boolean handlesTermination() {
        if (handlesTermination) {
            terminated.cancel();
        }
        return handlesTermination;
    }

    /** The process has ended. */
    void closeStreams() {
        stdin.close();
        stdout.close();
        stderr.close();
    }

    /** Returns the program and its number. */
    @Override
    public String toString() {
        return name() + " (" + pid + ")";
    }
}
