package io.nagare.testing.simulation;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.Pipe;
import java.nio.channels.spi.SelectorProvider;
import java.util.Objects;

/** A pipe of a simulated host, with a descriptor for each end. Used by the thread that steps. */
final class SimulatedPipe extends Pipe {

    private final Source source;
    private final Sink sink;

    SimulatedPipe(SelectorProvider provider, Host host, Descriptors descriptors) throws IOException {
        PipeBuffer buffer = new PipeBuffer(host);
        source = new Source(provider, buffer, descriptors);
        try {
            sink = new Sink(provider, buffer, descriptors);
        } catch (IOException exhausted) {
            source.close();
            throw exhausted;
        }
    }

    @Override
    public SourceChannel source() {
        return source;
    }

    @Override
    public SinkChannel sink() {
        return sink;
    }

    /** An end that is read. */
    static final class Source extends SourceChannel implements Watched {

        private final SelectorProvider provider;
        private final PipeBuffer buffer;
        private final Descriptors descriptors;
        private final SimulatedRegistration registration = new SimulatedRegistration(this);

        Source(SelectorProvider provider, PipeBuffer buffer, Descriptors descriptors) throws IOException {
            super(provider);
            this.provider = provider;
            this.buffer = buffer;
            this.descriptors = descriptors;
            descriptors.take();
            buffer.addReader(this);
        }

        /** Returns another end of the same pipe, for a child. */
        Source inherited(Descriptors ofChild) throws IOException {
            return new Source(provider, buffer, ofChild);
        }

        @Override
        public int read(ByteBuffer target) throws IOException {
            if (!isOpen()) {
                throw new ClosedChannelException();
            }
            return buffer.read(target);
        }

        @Override
        public long read(ByteBuffer[] targets, int offset, int length) throws IOException {
            Objects.checkFromIndexSize(offset, length, targets.length);
            return length == 0 ? 0 : read(targets[offset]);
        }

        @Override
        public long read(ByteBuffer[] targets) throws IOException {
            return read(targets, 0, targets.length);
        }

        @Override
        public boolean isReadable() {
            return !isOpen() || buffer.isReadable();
        }

        @Override
        public boolean isWritable() {
            return false;
        }

        @Override
        public SimulatedRegistration registration() {
            return registration;
        }

        @Override
        protected void implConfigureBlocking(boolean block) {}

        @Override
        protected void implCloseSelectableChannel() {
            descriptors.giveBack();
            buffer.remove(this);
        }
    }

    /** An end that is written. */
    static final class Sink extends SinkChannel implements Watched {

        private final SelectorProvider provider;
        private final PipeBuffer buffer;
        private final Descriptors descriptors;
        private final SimulatedRegistration registration = new SimulatedRegistration(this);

        Sink(SelectorProvider provider, PipeBuffer buffer, Descriptors descriptors) throws IOException {
            super(provider);
            this.provider = provider;
            this.buffer = buffer;
            this.descriptors = descriptors;
            descriptors.take();
            buffer.addWriter(this);
        }

        /** Returns another end of the same pipe, for a child. */
        Sink inherited(Descriptors ofChild) throws IOException {
            return new Sink(provider, buffer, ofChild);
        }

        @Override
        public int write(ByteBuffer source) throws IOException {
            if (!isOpen()) {
                throw new ClosedChannelException();
            }
            return buffer.write(source);
        }

        @Override
        public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
            Objects.checkFromIndexSize(offset, length, sources.length);
            return length == 0 ? 0 : write(sources[offset]);
        }

        @Override
        public long write(ByteBuffer[] sources) throws IOException {
            return write(sources, 0, sources.length);
        }

        @Override
        public boolean isReadable() {
            return false;
        }

        @Override
        public boolean isWritable() {
            return !isOpen() || buffer.isWritable();
        }

        @Override
        public SimulatedRegistration registration() {
            return registration;
        }

        @Override
        protected void implConfigureBlocking(boolean block) {}

        @Override
        protected void implCloseSelectableChannel() {
            descriptors.giveBack();
            buffer.remove(this);
        }
    }
}
