package io.nagare.engine.strand;

import io.nagare.RuntimeMetrics;
import io.nagare.driver.BlockingJob;
import io.nagare.driver.Deadline;
import io.nagare.driver.Leaf;
import io.nagare.driver.Registration;
import io.nagare.driver.Resource;
import io.nagare.engine.scheduler.base.Schedulable;
import io.nagare.engine.scheduler.base.Scheduler;
import io.nagare.policy.TimeSource;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiConsumer;

/** Keeps scheduled tasks until an actor runs them. */
public final class RecordingScheduler extends Scheduler {

    /** A clock that stands still. */
    private static final TimeSource STANDING = new TimeSource() {
        @Override
        public long nanoTime() {
            return 0;
        }

        @Override
        public Instant now() {
            return Instant.EPOCH;
        }
    };

    private final ConcurrentLinkedQueue<Schedulable> ready = new ConcurrentLinkedQueue<>();
    private final BiConsumer<Throwable, String> unseen;

    /** Makes one in which each failure is delivered. */
    public RecordingScheduler() {
        this((failure, where) -> {
            throw new AssertionError(where, failure);
        });
    }

    /** Makes one whose failures that cannot be delivered go to a handler. */
    RecordingScheduler(BiConsumer<Throwable, String> unseen) {
        this.unseen = unseen;
    }

    /** Runs the tasks that are ready now, as one worker would. Only for strands of one test. */
    public void runReady() {
        for (Schedulable next = ready.poll(); next != null; next = ready.poll()) {
            ((ScheduledStrand) next).run();
        }
    }

    @Override
    public String name() {
        return "recording";
    }

    @Override
    public void schedule(Schedulable schedulable) {
        ready.add(schedulable);
    }

    @Override
    public void yield(Schedulable schedulable) {
        ready.add(schedulable);
    }

    @Override
    public boolean register(Schedulable schedulable) {
        return true;
    }

    @Override
    public boolean opened(Resource resource) {
        return true;
    }

    @Override
    public void closed(Resource resource) {}

    @Override
    public <R extends Resource> List<R> openResources(Class<R> type) {
        return List.of();
    }

    @Override
    public void unregister(Schedulable schedulable) {}

    @Override
    public RuntimeMetrics metrics() {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean close(Duration limit) {
        return true;
    }

    @Override
    public boolean isClosed() {
        return false;
    }

    @Override
    public boolean isWorkerThread(Thread thread) {
        return false;
    }

    @Override
    public TimeSource time() {
        return STANDING;
    }

    /**
     * Returns a deadline that is never reached, because the clock stands still. A strand that a deadline wakes would
     * hide a lost wake.
     */
    @Override
    public Deadline deadline(Leaf leaf) {
        return new Deadline() {
            @Override
            public void arm(long nanoTime) {}

            @Override
            public void disarm() {}

            @Override
            public boolean reached() {
                return false;
            }
        };
    }

    @Override
    public Registration register(SelectableChannel channel) {
        throw new UnsupportedOperationException();
    }

    @Override
    public BlockingJob blocking(Runnable job) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void mandatoryBlocking(Runnable job) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ByteBuffer scratch() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void unseen(Throwable failure, String where) {
        unseen.accept(failure, where);
    }
}
