package io.nagare.process;

import io.nagare.ByteStream;
import io.nagare.One;
import io.nagare.Owned;
import io.nagare.process.pipe.PipeEnd;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.nio.channels.Pipe;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A child process that was started. Any thread may use it.
 *
 * <p>It does not outlive its owner: the function of {@link Command#running}, the task of {@code spawnEach}, the
 * runtime on which it was started, this handle, and this JVM. When one of them ends, or the handle is garbage, the
 * child is ended, unless {@link #keepRunning()} was called. A JVM that ends asks its children to end and kills them
 * after their grace, or after a second if that is longer. If the JVM is killed, or halted, its children go on.
 */
public final class Child implements AutoCloseable, Owned {

    private static final Cleaner CLEANER = Cleaner.create();

    private final ChildProcess process;

    Child(ChildProcess process) {
        this.process = process;
        if (process.isOfSystem()) {
            // A simulation says itself that a child was left, and has no other threads.
            CLEANER.register(this, process);
        }
    }

    /** Returns the number that the system has given to the process. After its end the number may be another's. */
    public long pid() {
        return process.pid();
    }

    /** Returns the program, as the command names it. */
    public String program() {
        return process.program();
    }

    /**
     * Returns the child's standard input.
     *
     * @throws IllegalStateException if it is not piped
     */
    public ChildInput stdin() {
        return new ChildInput(piped(process.stdin, "stdin"), this);
    }

    /**
     * Emits what the child writes to its standard output. Completes when the child, and every process that has
     * inherited the stream from it, has ended or closed it. That can be long after {@link #exit()}.
     *
     * <p>Demand: one unit is one piece of at most 64 KiB. Without demand nothing is read, so a child that writes waits
     * when the pipe is full; it holds 64 KiB on Linux. Cancellation loses nothing: a later subscriber reads on. Errors:
     * {@link ChildStreamException} if the child was closed, or there is another subscriber. The bytes are the child's,
     * in whatever charset it writes.
     *
     * @throws IllegalStateException if it is not piped
     */
    public ByteStream stdout() {
        return read(process.stdout, "stdout");
    }

    /**
     * Emits what the child writes to its error output. Otherwise as {@link #stdout()}. If both are piped, both must be
     * read: a child that waits for one writes nothing to the other.
     *
     * @throws IllegalStateException if it is not piped
     */
    public ByteStream stderr() {
        return read(process.stderr, "stderr");
    }

    private ByteStream read(@Nullable PipeEnd<Pipe.SourceChannel> pipe, String name) {
        return ByteStream.of(ChildProcess.read(piped(pipe, name))).doFinally(end -> keepReachable());
    }

    private <T> T piped(@Nullable T pipe, String name) {
        if (pipe == null) {
            throw new IllegalStateException(
                    name + " of " + program() + " is not piped: use Command." + name + "(ChildStream.piped())");
        }
        return pipe;
    }

    /**
     * Emits how the child has ended, to any number of subscribers, also to later ones. Demand: needed for the status.
     * Cancellation does not end the child.
     */
    public One<ExitStatus> exit() {
        return process.exit().doFinally(end -> keepReachable());
    }

    /** A stream refers to this handle until its end, so a child that somebody reads or waits for is not dropped. */
    void keepReachable() {
        Reference.reachabilityFence(this);
    }

    /** Returns how the child has ended, if it has. */
    public Optional<ExitStatus> status() {
        return Optional.ofNullable(process.status());
    }

    /** Asks the child to end: with SIGTERM on Unix, which it may ignore. On Windows as {@link #kill()}. */
    public void terminate() {
        process.terminate();
    }

    /** Ends the child at once: with SIGKILL on Unix. Its own children are not ended. */
    public void kill() {
        process.kill();
    }

    /**
     * Ends the child and emits how it has ended. Closes its input, asks it to end, and kills it if it is still there
     * after {@link Command#grace}. Meanwhile its output is dropped. Cancellation kills it at once.
     */
    public One<ExitStatus> end() {
        return process.end().doFinally(end -> keepReachable());
    }

    /** As {@link #end()}, without waiting. Calling it again does nothing. */
    @Override
    public void close() {
        process.endSoon();
    }

    /**
     * Lets the child outlive its owners, this handle, its runtime, and this JVM. Its pipes do not: they are closed
     * with the runtime.
     *
     * @return this
     */
    public Child keepRunning() {
        process.keepRunning();
        return this;
    }

    /** As {@link #close()}, however the owner has ended. */
    @Override
    public void ownerEnded(boolean completed) {
        process.endSoon();
    }

    /** Returns the program, the number, and how it has ended. */
    @Override
    public String toString() {
        ExitStatus status = process.status();
        return program() + " (" + pid() + ")" + (status == null ? "" : ", " + status);
    }
}
