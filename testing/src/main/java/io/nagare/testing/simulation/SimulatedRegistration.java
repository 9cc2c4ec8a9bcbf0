package io.nagare.testing.simulation;

import io.nagare.driver.Leaf;
import io.nagare.driver.Registration;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * The leaves that wait for a simulated channel. It takes the place of a selector's key. Used by the stepping thread.
 */
final class SimulatedRegistration implements Registration {

    private final Watched channel;
    private @Nullable Leaf reading;
    private @Nullable Leaf writing;
    private int uses;
    private boolean closed;

    SimulatedRegistration(Watched channel) {
        this.channel = channel;
    }

    @Override
    public void awaitReadable(Leaf leaf) {
        if (closed || channel.isReadable()) {
            leaf.wake();
        } else {
            reading = leaf;
        }
    }

    @Override
    public void pauseReading() {
        reading = null;
    }

    @Override
    public void awaitWritable(Leaf leaf) {
        if (closed || channel.isWritable()) {
            leaf.wake();
        } else {
            writing = leaf;
        }
    }

    /** Something about the channel has changed. Wakes the leaves that can go on. */
    void changed() {
        Leaf reader = reading;
        if (reader != null && (closed || channel.isReadable())) {
            reading = null;
            reader.wake();
        }
        Leaf writer = writing;
        if (writer != null && (closed || channel.isWritable())) {
            writing = null;
            writer.wake();
        }
    }

    @Override
    public boolean beginUse() {
        if (closed) {
            return false;
        }
        uses++;
        return true;
    }

    @Override
    public void endUse() {
        uses--;
        if (closed && uses == 0) {
            closeChannel();
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (uses == 0) {
            closeChannel();
        }
        changed();
    }

    private void closeChannel() {
        try {
            channel.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public boolean isClosed() {
        return closed;
    }
}
