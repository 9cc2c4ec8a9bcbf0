package io.nagare.driver;

import io.nagare.policy.TimeSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.nio.channels.spi.SelectorProvider;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The services that a runtime lends to the leaves of its strands: time, readiness, chance, threads that may block, and
 * a handler of failures. Any thread may call the methods, unless they say otherwise.
 *
 * @since 0.1
 */
public interface Driver {

    /** Returns the runtime's name, with which the names of its threads begin. */
    default String name() {
        return "nagare";
    }

    /** The runtime's source of time. */
    TimeSource time();

    /** Makes a timer for a leaf. It is not armed. */
    Deadline deadline(Leaf leaf);

    /**
     * Makes the channels of this runtime: the system's, those of the network that it was started with, or those of a
     * simulated host.
     *
     * @throws IOException if this runtime has no network
     */
    default SelectorProvider channels() throws IOException {
        return SelectorProvider.provider();
    }

    /**
     * Looks up all addresses of a host, in the order in which they should be tried. May block.
     *
     * @throws UnknownHostException if there is none
     */
    default InetAddress[] resolve(String host) throws UnknownHostException {
        return InetAddress.getAllByName(host);
    }

    /**
     * Returns the path that file operations use for a path of a program: the same, or, on a simulated host, a {@link
     * DiskPath} on its disk. Does not look at the file.
     */
    default Path path(Path path) {
        return path;
    }

    /**
     * Returns what starts children in place of the system: the programs of a simulated host. Null if the system starts
     * them.
     */
    default @Nullable ChildStarter children() {
        return null;
    }

    /**
     * Lets a poller of this runtime watch a channel. On a worker this is the worker's own poller, else any of them.
     *
     * @param channel an open channel in non-blocking mode
     * @throws IOException if no selector can be opened or the runtime is closed
     */
    Registration register(SelectableChannel channel) throws IOException;

    /**
     * Enters a resource, to be closed together with this runtime. To be called when the resource is opened.
     *
     * @return false if the runtime has closed its resources already; the caller must then close this one
     */
    boolean opened(Resource resource);

    /** Removes a resource that its owner has closed. Does nothing for an unknown one. */
    void closed(Resource resource);

    /** Returns the resources of a type that are open now, in the order of opening. */
    <R extends Resource> List<R> openResources(Class<R> type);

    /**
     * Returns the object of a type that this runtime has once, and makes it at its first use. A library keeps there
     * what belongs to a runtime and to no stream, such as its counts.
     *
     * @param type a class of the library's own
     */
    <T> T shared(Class<T> type, Supplier<? extends T> made);

    /**
     * Runs a job on a thread that may block. Jobs start in the order of these calls. When all threads are busy and the
     * queue is full, the job waits for room.
     *
     * @param job must not throw; usually ends by waking a leaf
     * @return a handle to take the job back while it has not started; a started job is never interrupted
     */
    BlockingJob blocking(Runnable job);

    /**
     * As {@link #blocking}, for a job that gives back or removes something: it runs in any case (Tokio's mandatory
     * blocking tasks). If the runtime is closed before the job has started, the closing thread runs it. If the runtime
     * was closed before this call, the calling thread runs it within the call.
     *
     * @param job must not throw
     */
    void mandatoryBlocking(Runnable job);

    /**
     * Runs a task on a worker soon, beside the strands. A bridge lends the workers to another library in this way. Each
     * task is run: once the workers have ended, the calling thread or the thread that closes the runtime runs it. A
     * failure of the task goes to the runtime's failure handler.
     *
     * @param task must not block
     */
    void dispatch(Runnable task);

    /** As {@link #dispatch}, behind all that is ready, for a task that gives others their turn. */
    void dispatchLast(Runnable task);

    /**
     * Returns a direct buffer of at least 64 KiB, cleared, for reading or for gathering writes. It belongs to the
     * calling thread until the current step of the current leaf ends. After that it may be overwritten. Called on a
     * strand.
     */
    ByteBuffer scratch();

    /**
     * Returns a random number, 0 to {@code bound - 1}. This is the seam for chance.
     *
     * @param bound at least 1
     */
    long random(long bound);

    /** Whether the runtime has been closed, so that nothing new runs on it. */
    boolean isClosed();

    /** Hands a failure that nobody else can see to the runtime's failure handler. Never throws. */
    void unseen(Throwable failure, String where);

    /**
     * Whether memory ran out a short while ago and is not back. Code that brings new work in, such as accepting, then
     * waits, so that the existing work can end and free memory.
     */
    default boolean isShortOfMemory() {
        return false;
    }
}
