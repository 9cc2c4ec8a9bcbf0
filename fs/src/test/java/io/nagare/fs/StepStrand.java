package io.nagare.fs;

import io.nagare.driver.BlockingJob;
import io.nagare.driver.Deadline;
import io.nagare.driver.Driver;
import io.nagare.driver.Leaf;
import io.nagare.driver.Registration;
import io.nagare.driver.Resource;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.TimeSource;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/** A strand and a blocking pool that do nothing until a test tells them to, all on the test's thread. */
final class StepStrand implements Strand, Driver {

    final List<Throwable> unseen = new ArrayList<>();
    int submitted;
    int spendable = Integer.MAX_VALUE;
    boolean refusing;
    LongSupplier now = () -> 0;

    /** Each says whether it was due, and then has woken its leaf. */
    private final List<BooleanSupplier> deadlines = new ArrayList<>();

    private final Deque<Leaf> ready = new ArrayDeque<>();
    private final Deque<Runnable> jobs = new ArrayDeque<>();

    /** Steps leaves until none is ready. */
    void runStrand() {
        for (Leaf leaf = ready.poll(); leaf != null; leaf = ready.poll()) {
            leaf.step();
        }
    }

    /** Steps one leaf. Returns whether there was one. */
    boolean stepOnce() {
        Leaf leaf = ready.poll();
        if (leaf != null) {
            leaf.step();
        }
        return leaf != null;
    }

    int queuedJobs() {
        return jobs.size();
    }

    /** Runs the job that has waited longest. */
    void runJob() {
        jobs.remove().run();
    }

    /** What a pool does with its queue when it is closed. */
    void dropJobs() {
        jobs.clear();
    }

    /** Takes the next job to run it later, as a thread of the pool does. */
    Runnable takeJob() {
        return jobs.remove();
    }

    /** Wakes the leaves whose deadlines are due. */
    void reachDeadlines() {
        deadlines.removeIf(BooleanSupplier::getAsBoolean);
    }

    /** Runs jobs and the strand until nothing is left to do. */
    void runAll() {
        runStrand();
        while (!jobs.isEmpty()) {
            runJob();
            runStrand();
        }
    }

    @Override
    public void mandatoryBlocking(Runnable job) {
        blocking(job);
    }

    @Override
    public BlockingJob blocking(Runnable job) {
        submitted++;
        if (refusing) {
            throw new RejectedExecutionException("no thread");
        }
        jobs.add(job);
        return () -> jobs.remove(job);
    }

    @Override
    public boolean spend(int units) {
        spendable -= units;
        return spendable > 0;
    }

    @Override
    public void discard(@Nullable Object item) {}

    @Override
    public void enqueue(Leaf leaf) {
        ready.add(leaf);
    }

    @Override
    public boolean isCurrent() {
        return true;
    }

    @Override
    public Driver driver() {
        return this;
    }

    @Override
    public long random(long bound) {
        return 0;
    }

    @Override
    public void unseen(Throwable failure, String where) {
        unseen.add(failure);
    }

    @Override
    public <T> void attach(Publisher<? extends T> publisher, StrandSubscriber<T> subscriber) {
        throw new UnsupportedOperationException();
    }

    @Override
    public TimeSource time() {
        return new TimeSource() {
            @Override
            public long nanoTime() {
                return now.getAsLong();
            }

            @Override
            public Instant now() {
                return Instant.EPOCH;
            }
        };
    }

    @Override
    public Deadline deadline(Leaf leaf) {
        return new Deadline() {
            private boolean reached;

            @Override
            public void arm(long nanoTime) {
                reached = false;
                deadlines.add(() -> {
                    if (now.getAsLong() < nanoTime) {
                        return false;
                    }
                    reached = true;
                    leaf.wake();
                    return true;
                });
            }

            @Override
            public void disarm() {
                throw new UnsupportedOperationException();
            }

            @Override
            public boolean reached() {
                return reached;
            }
        };
    }

    @Override
    public Registration register(SelectableChannel channel) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean opened(Resource resource) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void closed(Resource resource) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ByteBuffer scratch() {
        throw new UnsupportedOperationException();
    }
}
