package io.nagare.testing.simulation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channel;

/**
 * What is behind a standard stream of a child: an end of a pipe, a file, or something that takes everything. Processes
 * share a file, which is closed by the last one; each has its own end of a pipe. Used by the thread that steps.
 *
 * @param <C> how it is used
 */
final class StandardEnd<C extends Channel> {

    private final C channel;
    private int holders = 1;

    StandardEnd(C channel) {
        this.channel = channel;
    }

    C channel() {
        return channel;
    }

    /** Returns what another process gets of this. */
    @SuppressWarnings("unchecked") // an end of a pipe makes another of its kind
    StandardEnd<C> inherited(Descriptors ofChild) throws IOException {
        if (channel instanceof SimulatedPipe.Source source) {
            return new StandardEnd<>((C) source.inherited(ofChild));
        }
        if (channel instanceof SimulatedPipe.Sink sink) {
            return new StandardEnd<>((C) sink.inherited(ofChild));
        }
        holders++;
        return this;
    }

    /** A process needs this no more. */
    void release() {
        holders--;
        if (holders == 0) {
            try {
                channel.close();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }
}
