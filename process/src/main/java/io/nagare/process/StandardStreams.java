package io.nagare.process;

import io.nagare.ByteStream;
import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.One;
import io.nagare.Sink;
import io.nagare.policy.LineOptions;
import io.nagare.stage.Programs;
import java.io.FileDescriptor;
import java.io.FileOutputStream;

/**
 * The standard streams of this process, with demand.
 *
 * <pre>{@code
 * StandardStreams.lines().map(String::toUpperCase).as(lines -> StandardStreams.stdout().sendAll(lines
 *         .map(line -> Bytes.utf8(line + "\n"))));
 * }</pre>
 */
public final class StandardStreams {

    private static final StandardOutput OUT = new StandardOutput("stdout", FileDescriptor.out, () -> System.out);
    private static final StandardOutput ERRORS = new StandardOutput("stderr", FileDescriptor.err, () -> System.err);

    private StandardStreams() {}

    /**
     * Emits what this process reads from {@link System#in}, in pieces as they come: lines if that is a terminal. A
     * daemon thread reads, so a process that only waits for input can end.
     *
     * <p>Demand: one unit is one piece of at most 8 KiB; nothing is read without demand. Cancellation loses nothing: a
     * read that waits goes on, and the next subscriber gets its piece. Completes at the end of the input, and then for
     * all later subscribers. Errors: {@link ChildStreamException} if the input cannot be read, because it is closed for
     * instance, or at once if there is another subscriber. Other code that reads {@link System#in} gets what this does
     * not.
     */
    public static ByteStream stdin() {
        return read(StandardInput.INSTANCE);
    }

    static ByteStream read(StandardInput input) {
        return ByteStream.of(
                Programs.driven((subscriber, strand) -> new StandardInputSource(input, subscriber, strand).start()));
    }

    /**
     * Emits the lines of {@link #stdin()} as UTF-8, of up to 64 KiB each; see {@link ByteStream#lines(LineOptions)}.
     * What is read and not emitted when this is cancelled is lost.
     */
    public static Many<String> lines() {
        return stdin().lines();
    }

    /**
     * Returns a sink that writes to the standard output. What {@link System#out} holds is written before.
     *
     * <p>Demand: one item is requested when the one before is written. Thread: writes are done on a thread that may
     * block, one at a time for all sinks of the stream, so a terminal or pipe that nobody reads takes one thread.
     * Cancellation takes effect after the running write. Errors: {@link ChildStreamException} if the reader of a pipe
     * has gone, or the disk is full; a {@link MainProgram} that fails with the first ends quietly. Closing the sink
     * leaves the stream open.
     */
    public static Sink<Bytes> stdout() {
        return OUT.sink();
    }

    /** Returns a sink that writes to the error output. Otherwise as {@link #stdout()}. */
    public static Sink<Bytes> stderr() {
        return ERRORS.sink();
    }

    /** Writes a line to the standard output, as UTF-8 with a line feed. Otherwise as {@link #stdout()}. */
    public static One<Void> print(String line) {
        return stdout().sendAll(One.fromCallable(() -> Bytes.utf8(line + "\n")));
    }

    static FileOutputStream open(FileDescriptor descriptor) {
        return new FileOutputStream(descriptor);
    }
}
