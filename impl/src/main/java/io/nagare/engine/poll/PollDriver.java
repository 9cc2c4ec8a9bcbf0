package io.nagare.engine.poll;

import io.nagare.driver.Deadline;
import io.nagare.driver.Leaf;
import io.nagare.driver.Registration;
import io.nagare.driver.TimeSource;
import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.util.function.BiConsumer;

/**
 * What one worker waits with: its selector and its timer wheel, guarded by an owner flag that any thread may take.
 *
 * <p>Only the worker it was made for may block in it; a worker that wants to and finds the flag taken uses
 * {@link #acquire()}, since all other holders are brief.
 */
public final class PollDriver {

    public PollDriver(String name, TimeSource time, BiConsumer<Throwable, String> failures) {}

    /** Takes the owner flag if it is free. Any thread. */
    public boolean tryAcquire() {
        throw new UnsupportedOperationException("not written yet");
    }

    /** Takes the owner flag, waiting out a brief holder. For the worker that this driver was made for. */
    public void acquire() {
        throw new UnsupportedOperationException("not written yet");
    }

    /** Gives the owner flag back. */
    public void release() {
        throw new UnsupportedOperationException("not written yet");
    }

    /**
     * Wakes the leaves whose channels are ready and whose deadlines are reached. For the holder of the flag.
     *
     * @param maxWaitNanos how long to wait for the first of them; 0 is not at all, negative is without a limit
     * @return how many leaves were woken
     */
    public int poll(long maxWaitNanos) {
        throw new UnsupportedOperationException("not written yet");
    }

    /** Makes the poll that blocks, or else the next one that would, return at once. Any thread. */
    public void wakeup() {
        throw new UnsupportedOperationException("not written yet");
    }

    /** A timer of this driver's wheel, not armed. Any thread. */
    public Deadline deadline(Leaf leaf) {
        throw new UnsupportedOperationException("not written yet");
    }

    /** Has a channel watched. Any thread. */
    public Registration register(SelectableChannel channel) throws IOException {
        throw new UnsupportedOperationException("not written yet");
    }

    /** Closes all channels, reaches all deadlines, for ever. Any thread but one that holds the flag. */
    public void close() {
        throw new UnsupportedOperationException("not written yet");
    }

    /** Whether a poll could find something by itself: a channel or a timer. Any thread; a moment old. */
    public boolean hasWork() {
        throw new UnsupportedOperationException("not written yet");
    }

    /** When the last poll ended, on the scale of the time source. Any thread; a moment old. */
    public long lastPollNanos() {
        throw new UnsupportedOperationException("not written yet");
    }

    /** Channels that were reported ready. Any thread; a moment old. */
    public long readinessEvents() {
        throw new UnsupportedOperationException("not written yet");
    }

    /** Timers that were reached. Any thread; a moment old. */
    public long timersFired() {
        throw new UnsupportedOperationException("not written yet");
    }
}
