package io.nagare.engine.scheduler;

import io.nagare.RuntimeMetrics;
import io.nagare.driver.BlockingJob;
import io.nagare.driver.Deadline;
import io.nagare.driver.Leaf;
import io.nagare.driver.Registration;
import io.nagare.driver.TimeSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.LongUnaryOperator;

/**
 * A scheduler for tests: nothing runs unless the test steps it, time stands still unless the test moves it. Scheduling may be done by
 * any thread; stepping is done by the test's.
 */
public final class StepScheduler extends Scheduler implements TimeSource {

    private final ArrayDeque<Schedulable> ready = new ArrayDeque<>();
    private final ArrayDeque<Runnable> jobs = new ArrayDeque<>();
    private final Set<Schedulable> live = new LinkedHashSet<>();
    private final PriorityQueue<StepDeadline> timers =
            new PriorityQueue<>(Comparator.comparingLong((StepDeadline timer) -> timer.due));
    private final List<Throwable> unseen = new ArrayList<>();
    private LongUnaryOperator chance = bound -> 0;
    private long now;
    private boolean closed;

    /** Runs what is ready until nothing is. */
    public void runAll() {
        while (runOne()) {
            // goes on
        }
    }

    /** Runs one schedulable. Returns whether there was one. */
    public boolean runOne() {
        Schedulable next;
        synchronized (this) {
            next = ready.poll();
        }
        if (next == null) {
            return false;
        }
        next.run();
        return true;
    }

    /** How many schedulables are ready. */
    public synchronized int readyCount() {
        return ready.size();
    }

    /** How many are registered as alive. */
    public synchronized int liveCount() {
        return live.size();
    }

    /** How many timers are armed. */
    public synchronized int armedCount() {
        return timers.size();
    }

    /** Moves time on, firing each timer at its own time and running what it makes ready. */
    public void advance(Duration by) {
        long end = now + by.toNanos();
        runAll();
        for (StepDeadline timer = due(end); timer != null; timer = due(end)) {
            now = Math.max(now, timer.due);
            timer.fire();
            runAll();
        }
        now = end;
    }

    private synchronized StepDeadline due(long end) {
        return timers.isEmpty() || timers.peek().due > end ? null : timers.poll();
    }

    /** Runs the blocking jobs that wait, on this thread, and then what they made ready. */
    public void runJobs() {
        for (Runnable job = nextJob(); job != null; job = nextJob()) {
            job.run();
        }
        runAll();
    }

    private synchronized Runnable nextJob() {
        return jobs.poll();
    }

    /** The failures that nobody could see. */
    public synchronized List<Throwable> unseen() {
        return List.copyOf(unseen);
    }

    /** The same, which are seen now and so forgotten. */
    public synchronized List<Throwable> takeUnseen() {
        List<Throwable> taken = List.copyOf(unseen);
        unseen.clear();
        return taken;
    }

    @Override
    public String name() {
        return "step";
    }

    @Override
    public synchronized void schedule(Schedulable schedulable) {
        ready.add(schedulable);
    }

    @Override
    public synchronized void yield(Schedulable schedulable) {
        ready.add(schedulable);
    }

    @Override
    public synchronized boolean register(Schedulable schedulable) {
        return !closed && live.add(schedulable);
    }

    @Override
    public synchronized void unregister(Schedulable schedulable) {
        live.remove(schedulable);
    }

    @Override
    public RuntimeMetrics metrics() {
        return new RuntimeMetrics(List.of(), liveCount(), readyCount(), 0, 0, 0);
    }

    @Override
    public boolean close(Duration limit) {
        List<Schedulable> toShutDown;
        synchronized (this) {
            closed = true;
            toShutDown = List.copyOf(live);
        }
        toShutDown.forEach(Schedulable::shutDown);
        runAll();
        return true;
    }

    @Override
    public synchronized boolean isClosed() {
        return closed;
    }

    @Override
    public boolean isWorkerThread(Thread thread) {
        return false;
    }

    @Override
    public TimeSource time() {
        return this;
    }

    @Override
    public long nanoTime() {
        return now;
    }

    @Override
    public Instant now() {
        return Instant.ofEpochSecond(0, now);
    }

    @Override
    public Deadline deadline(Leaf leaf) {
        return new StepDeadline(leaf);
    }

    @Override
    public Registration register(SelectableChannel channel) throws IOException {
        throw new IOException("there are no sockets on a step scheduler");
    }

    @Override
    public synchronized BlockingJob blocking(Runnable job) {
        jobs.add(job);
        return () -> {
            synchronized (this) {
                return jobs.remove(job);
            }
        };
    }

    @Override
    public ByteBuffer scratch() {
        return ByteBuffer.allocate(64 * 1024);
    }

    @Override
    public synchronized long random(long bound) {
        return chance.applyAsLong(bound);
    }

    /** Has random numbers be what the function makes of the bound; without it they are 0. */
    public synchronized void chance(LongUnaryOperator numbers) {
        chance = numbers;
    }

    @Override
    public synchronized void unseen(Throwable failure, String where) {
        unseen.add(failure);
    }

    private final class StepDeadline implements Deadline {

        private final Leaf leaf;
        private long due;
        private boolean reached;

        StepDeadline(Leaf leaf) {
            this.leaf = leaf;
        }

        void fire() {
            reached = true;
            leaf.wake();
        }

        @Override
        public void arm(long nanoTime) {
            synchronized (StepScheduler.this) {
                timers.remove(this);
                reached = false;
                due = nanoTime;
                timers.add(this);
            }
        }

        @Override
        public void disarm() {
            synchronized (StepScheduler.this) {
                timers.remove(this);
                reached = false;
            }
        }

        @Override
        public boolean reached() {
            return reached;
        }
    }
}
