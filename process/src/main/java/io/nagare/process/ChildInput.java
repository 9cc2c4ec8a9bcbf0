package io.nagare.process;

import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.One;
import io.nagare.Sink;
import io.nagare.process.pipe.PipeEnd;
import io.nagare.process.pipe.PipeWriteSource;
import io.nagare.process.pipe.PipeWriteSource.Then;
import io.nagare.stage.Programs;
import java.nio.channels.Pipe;
import java.util.Objects;
import org.reactivestreams.Publisher;

/**
 * The standard input of a child. Any thread may use it, one publisher at a time.
 *
 * <p>Demand: one item is requested when the item before it is in the pipe, which holds 64 KiB on Linux. So a child that
 * does not read holds the publisher back. Cancellation closes the input, since nobody knows what was written. Errors:
 * the publisher's failure, which closes the input too, and {@link ChildStreamException} if the child has closed its end
 * or has ended.
 */
public final class ChildInput implements Sink<Bytes> {

    private final PipeEnd<Pipe.SinkChannel> pipe;
    private final Child child;

    ChildInput(PipeEnd<Pipe.SinkChannel> pipe, Child child) {
        this.pipe = pipe;
        this.child = child;
    }

    /** Writes what the publisher emits, and leaves the input open for more. Completes when all of it is in the pipe. */
    @Override
    public One<Void> sendAll(Publisher<? extends Bytes> values) {
        return write(values, Then.LEAVE);
    }

    /** As {@link #sendAll}, and then closes the input: the child reads its end. */
    public One<Void> sendAllAndClose(Publisher<? extends Bytes> values) {
        return write(values, Then.END);
    }

    /** Writes the bytes, and then closes the input. Otherwise as {@link #sendAllAndClose(Publisher)}. */
    public One<Void> sendAllAndClose(Bytes bytes) {
        return write(Many.just(bytes), Then.END);
    }

    /** As {@link #sendAllAndClose(Publisher)}. Also completes when the child reads no more. */
    One<Void> feed(Publisher<? extends Bytes> values) {
        return write(values, Then.END_OR_STOP);
    }

    private One<Void> write(Publisher<? extends Bytes> bytes, Then then) {
        Objects.requireNonNull(bytes, "bytes");
        One<Void> writing = Programs.drivenOne((subscriber, strand) ->
                new PipeWriteSource(pipe, then, ChildStreamException::new, subscriber, strand).start(bytes));
        return writing.doFinally(end -> child.keepReachable());
    }

    /** Closes the input: the child reads its end. A publisher that is being written fails. */
    @Override
    public void close() {
        if (!pipe.endUnused()) {
            pipe.close();
        }
    }
}
