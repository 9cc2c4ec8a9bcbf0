package io.nagare.process;

import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.One;
import io.nagare.Sink;
import io.nagare.sync.Permits;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/**
 * A standard output of this process. Any thread may use it. One write at a time is done, on a thread that may block.
 */
final class StandardOutput {

    /** The system's words for a pipe or socket without a reader, unless the locale has others. */
    private static final String BROKEN_PIPE = "Broken pipe";

    private final String name;

    /** Not the JDK's print stream, which tells no failures. It is never closed. */
    private final FileOutputStream file;

    private final Supplier<PrintStream> print;
    private final Permits turn = Permits.of(1);

    StandardOutput(String name, FileDescriptor descriptor, Supplier<PrintStream> print) {
        this.name = name;
        this.file = StandardStreams.open(descriptor);
        this.print = print;
    }

    /** A sink with a closing of its own. */
    Sink<Bytes> sink() {
        return new OutputSink();
    }

    private One<Void> write(Bytes bytes) {
        return turn.withPermit(One.blocking(() -> {
            print.get().flush();
            try {
                file.write(bytes.toArray());
            } catch (IOException failure) {
                String why = String.valueOf(failure.getMessage());
                throw why.contains(BROKEN_PIPE)
                        ? ChildStreamException.outputWithoutReader(name, failure)
                        : failed(why, failure);
            }
            return null;
        }));
    }

    private ChildStreamException failed(String why, @Nullable Throwable cause) {
        return new ChildStreamException("writing to " + name + " failed: " + why, cause);
    }

    private final class OutputSink implements Sink<Bytes> {

        private volatile boolean closed;

        @Override
        public One<Void> sendAll(Publisher<? extends Bytes> values) {
            return Many.<Bytes>from(values)
                    .concatMap(bytes -> closed ? One.<Void>error(failed("the sink is closed", null)) : write(bytes))
                    .then();
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
