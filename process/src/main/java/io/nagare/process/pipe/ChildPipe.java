package io.nagare.process.pipe;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.channels.Pipe;
import java.nio.channels.spi.SelectorProvider;
import org.jspecify.annotations.Nullable;

/**
 * A pipe between this process and a child that is about to be started. One end is ours, in non-blocking mode, and
 * watched by a poller as a socket is. So reading needs no thread, can be cancelled at any time, and a silent child
 * costs nothing.
 *
 * <p>On Linux the child is given the pipe itself (see {@link PipeNumbers}). Elsewhere the JDK's own pipe is copied into
 * this one by a thread (see {@link PipePump}).
 *
 * <p>Used by the thread that starts the child. Always holds: after {@link #reading}, {@link #writing} or {@link #close}
 * this process has only its own end.
 */
public final class ChildPipe {

    private final Pipe.SourceChannel source;
    private final Pipe.SinkChannel sink;

    /** How the child opens its end. Null if it cannot. */
    private final @Nullable File name;

    private ChildPipe(Pipe.SourceChannel source, Pipe.SinkChannel sink, @Nullable File name) {
        this.source = source;
        this.sink = sink;
        this.name = name;
    }

    /** Opens a pipe. Pipes without a name are pumped. */
    public static ChildPipe open(SelectorProvider provider) throws IOException {
        return open(provider, true);
    }

    /** Opens a pipe, whose name is not looked for unless the caller wants that. */
    static ChildPipe open(SelectorProvider provider, boolean named) throws IOException {
        Pipe pipe = provider.openPipe();
        try {
            pipe.source().configureBlocking(false);
            File name = named ? PipeNumbers.nameOf(pipe.source()) : null;
            return new ChildPipe(pipe.source(), pipe.sink(), name);
        } catch (Throwable failure) {
            pipe.source().close();
            pipe.sink().close();
            throw failure;
        }
    }

    /** Whether a child can be given this pipe itself. */
    public boolean isNamed() {
        return name != null;
    }

    /** How the child is told to read from this. */
    public Redirect asInput() {
        return name == null ? Redirect.PIPE : Redirect.from(name);
    }

    /** How the child is told to write to this. */
    public Redirect asOutput() {
        return name == null ? Redirect.PIPE : Redirect.to(name);
    }

    /** After the child was started: returns our end of what the child writes. */
    public Pipe.SourceChannel reading(InputStream fromChild) throws IOException {
        if (name == null) {
            PipePump.start(fromChild, sink);
        } else {
            sink.close();
        }
        return source;
    }

    /** After the child was started: returns our end of what the child reads. */
    public Pipe.SinkChannel writing(OutputStream toChild) throws IOException {
        if (name == null) {
            source.configureBlocking(true);
            PipePump.start(source, toChild);
        } else {
            source.close();
        }
        sink.configureBlocking(false);
        return sink;
    }

    /** The child was not started. Closes both ends. */
    public void close() throws IOException {
        try {
            source.close();
        } finally {
            sink.close();
        }
    }
}
