package io.nagare;

import static java.util.Objects.requireNonNull;

import io.nagare.driver.TimeSource;
import java.time.Duration;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a runtime that is about to start.
 *
 * @since 0.1
 */
public final class NagareBuilder {

    private final boolean multiThread;
    private int workers;
    private String name = "nagare";
    private int maxBlockingThreads = 512;
    private int blockingQueue = 1024;
    private Duration blockingKeepAlive = Duration.ofSeconds(10);
    private @Nullable TimeSource timeSource;
    private @Nullable BiConsumer<? super Throwable, ? super String> unseenFailureHandler;

    NagareBuilder(boolean multiThread, int workers) {
        this.multiThread = multiThread;
        this.workers = workers;
    }

    /** How many worker threads to start, 1 to 1,024. A current-thread runtime has none of its own and refuses this. */
    public NagareBuilder workers(int count) {
        if (!multiThread) {
            throw new IllegalStateException("a current-thread runtime has no workers to count");
        }
        if (count < 1 || count > 1024) {
            throw new IllegalArgumentException("workers must be 1 to 1024, but was " + count);
        }
        workers = count;
        return this;
    }

    /** The beginning of the names of the runtime's threads. */
    public NagareBuilder name(String newName) {
        name = requireNonNull(newName, "name");
        return this;
    }

    /** How many threads may block at a time, at least 1. */
    public NagareBuilder maxBlockingThreads(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("maxBlockingThreads must be at least 1, but was " + count);
        }
        maxBlockingThreads = count;
        return this;
    }

    /** How many blocking jobs may be queued before further ones wait for room, at least 1. */
    public NagareBuilder blockingQueue(int jobs) {
        if (jobs < 1) {
            throw new IllegalArgumentException("blockingQueue must be at least 1, but was " + jobs);
        }
        blockingQueue = jobs;
        return this;
    }

    /** How long an idle blocking thread is kept. */
    public NagareBuilder blockingKeepAlive(Duration keepAlive) {
        if (requireNonNull(keepAlive, "keepAlive").isNegative()) {
            throw new IllegalArgumentException("blockingKeepAlive must be at least 0, but was " + keepAlive);
        }
        blockingKeepAlive = keepAlive;
        return this;
    }

    /**
     * Where failures go that nobody can see otherwise, with a text that says where they come from. By default they are
     * logged through SLF4J, or printed to standard error if SLF4J has no provider. May be called on any thread; what it
     * throws is dropped.
     */
    public NagareBuilder onUnseenFailure(BiConsumer<? super Throwable, ? super String> handler) {
        unseenFailureHandler = requireNonNull(handler, "handler");
        return this;
    }

    /** The seam for time; the system's clocks by default. */
    public NagareBuilder timeSource(TimeSource source) {
        timeSource = requireNonNull(source, "source");
        return this;
    }

    /** Starts the runtime. */
    public Nagare start() {
        return Engines.engine().start(this);
    }

    /** Whether the runtime has threads of its own. */
    public boolean isMultiThread() {
        return multiThread;
    }

    /** How many workers. */
    public int workers() {
        return workers;
    }

    /** The beginning of the threads' names. */
    public String name() {
        return name;
    }

    /** How many threads may block. */
    public int maxBlockingThreads() {
        return maxBlockingThreads;
    }

    /** How many blocking jobs may be queued. */
    public int blockingQueue() {
        return blockingQueue;
    }

    /** How long an idle blocking thread is kept. */
    public Duration blockingKeepAlive() {
        return blockingKeepAlive;
    }

    /** The seam for time, if one was set. */
    public @Nullable TimeSource timeSource() {
        return timeSource;
    }

    /** Where unseen failures go, if that was set. */
    public @Nullable BiConsumer<? super Throwable, ? super String> unseenFailureHandler() {
        return unseenFailureHandler;
    }
}
