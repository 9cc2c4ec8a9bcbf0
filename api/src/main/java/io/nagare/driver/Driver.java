package io.nagare.driver;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;

/**
 * What a runtime lends to the leaves of its strands: time, readiness, chance, threads that may block, and a place for
 * failures that nobody can see. All methods may be called from any thread unless they say otherwise.
 */
public interface Driver {

    /** The runtime's time. */
    TimeSource time();

    /** A timer for a leaf, not armed yet. */
    Deadline deadline(Leaf leaf);

    /**
     * Has a channel watched by a poller of this runtime: the calling worker's own, or another if the caller is no
     * worker.
     *
     * @param channel an open channel in non-blocking mode
     * @throws IOException if no selector can be opened or the runtime is closed
     */
    Registration register(SelectableChannel channel) throws IOException;

    /**
     * Has a resource closed together with this runtime. To be called when it is opened.
     *
     * @return false if the runtime has closed its resources already; the caller then closes this one
     */
    boolean opened(Resource resource);

    /** Forgets a resource, which its owner has closed. Does nothing for one that is not known. */
    void closed(Resource resource);

    /**
     * Runs a job on a thread that may block. Jobs start in the order of these calls; when all threads are busy and the
     * queue is full the job waits for room.
     *
     * @param job must not throw; usually ends by waking a leaf
     * @return a handle to take the job back while it has not started; a started job is never interrupted
     */
    BlockingJob blocking(Runnable job);

    /**
     * As {@link #blocking}, for a job that gives back or removes something: if the runtime is closed before the job has
     * started, it is run as well, by the thread that closes the runtime; if it was closed before, within this call
     * (Tokio's mandatory blocking tasks).
     *
     * @param job must not throw
     */
    void mandatoryBlocking(Runnable job);

    /**
     * A direct buffer of at least 64 KiB to read into or to gather writes in, cleared. It belongs to the calling thread
     * until the current step of the current leaf ends, and may then be overwritten. Called on a strand.
     */
    ByteBuffer scratch();

    /**
     * A random number from 0 to {@code bound - 1}: the seam for chance.
     *
     * @param bound at least 1
     */
    long random(long bound);

    /** Hands a failure that nobody can see otherwise to the runtime's failure handler. Never throws. */
    void unseen(Throwable failure, String where);

    /**
     * Whether memory ran out a short while ago and is not back: what brings new work in, as accepting does, then waits,
     * so that what there is can end and free some.
     */
    default boolean isShortOfMemory() {
        return false;
    }
}
