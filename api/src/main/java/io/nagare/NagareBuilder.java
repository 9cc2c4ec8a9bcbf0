package io.nagare;

import static java.util.Objects.requireNonNull;

import io.nagare.policy.TimeSource;
import io.nagare.stage.Engines;
import java.nio.channels.spi.SelectorProvider;
import java.time.Duration;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a runtime that is about to start. Used by one thread at a time.
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
    private @Nullable SelectorProvider network;
    private @Nullable BiConsumer<? super Throwable, ? super String> unseenFailureHandler;

    NagareBuilder(boolean multiThread, int workers) {
        this.multiThread = multiThread;
        this.workers = workers;
    }

    /**
     * Sets how many worker threads to start, 1 to 1,024. The default is one for each core.
     *
     * @throws IllegalArgumentException if the count is out of range
     * @throws IllegalStateException for a current-thread runtime, which has no workers of its own
     */
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

    /** Sets the beginning of the names of the runtime's threads. */
    public NagareBuilder name(String newName) {
        name = requireNonNull(newName, "name");
        return this;
    }

    /**
     * Sets how many threads may block at a time, at least 1. The default is 512.
     *
     * @throws IllegalArgumentException if the count is less than 1
     */
    public NagareBuilder maxBlockingThreads(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("maxBlockingThreads must be at least 1, but was " + count);
        }
        maxBlockingThreads = count;
        return this;
    }

    /**
     * Sets how many blocking jobs may be queued before further jobs wait for room, at least 1. The default is 1,024.
     *
     * @throws IllegalArgumentException if the number is less than 1
     */
    public NagareBuilder blockingQueue(int jobs) {
        if (jobs < 1) {
            throw new IllegalArgumentException("blockingQueue must be at least 1, but was " + jobs);
        }
        blockingQueue = jobs;
        return this;
    }

    /**
     * Sets how long an idle blocking thread is kept, at least 0. The default is 10 seconds.
     *
     * @throws IllegalArgumentException if the time is negative
     */
    public NagareBuilder blockingKeepAlive(Duration keepAlive) {
        if (requireNonNull(keepAlive, "keepAlive").isNegative()) {
            throw new IllegalArgumentException("blockingKeepAlive must be at least 0, but was " + keepAlive);
        }
        blockingKeepAlive = keepAlive;
        return this;
    }

    /**
     * Sets the handler of failures that nobody else can see. The text says where a failure comes from. By default
     * failures are logged through SLF4J, or printed to standard error if SLF4J has no provider. The handler may be
     * called on any thread. An exception that it throws is dropped.
     */
    public NagareBuilder onUnseenFailure(BiConsumer<? super Throwable, ? super String> handler) {
        unseenFailureHandler = requireNonNull(handler, "handler");
        return this;
    }

    /** Sets the source of time. The default is the system's clocks. */
    public NagareBuilder timeSource(TimeSource source) {
        timeSource = requireNonNull(source, "source");
        return this;
    }

    /**
     * Sets what opens the runtime's sockets, and the selectors in which its workers wait for them. The default is the
     * system's. The module {@code nagare-uring} brings one on Linux's io_uring.
     */
    public NagareBuilder network(SelectorProvider provider) {
        network = requireNonNull(provider, "provider");
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

    /** The number of workers. */
    public int workers() {
        return workers;
    }

    /** The beginning of the names of the runtime's threads. */
    public String name() {
        return name;
    }

    /** How many threads may block at a time. */
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

    /** The source of time, or null if none was set. */
    public @Nullable TimeSource timeSource() {
        return timeSource;
    }

    /** What opens the runtime's sockets and selectors, or null if nothing was set. */
    public @Nullable SelectorProvider network() {
        return network;
    }

    /** The handler of unseen failures, or null if none was set. */
    public @Nullable BiConsumer<? super Throwable, ? super String> unseenFailureHandler() {
        return unseenFailureHandler;
    }
}
