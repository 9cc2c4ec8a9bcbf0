package io.nagare.engine.scheduler;

import io.nagare.RuntimeMetrics;
import io.nagare.driver.BlockingJob;
import io.nagare.driver.Deadline;
import io.nagare.driver.Leaf;
import io.nagare.driver.Registration;
import io.nagare.driver.Resource;
import io.nagare.engine.queue.IntrusiveQueue;
import io.nagare.engine.scheduler.base.AbstractScheduler;
import io.nagare.engine.scheduler.base.CallerDriven;
import io.nagare.engine.scheduler.base.InlineRuns;
import io.nagare.engine.scheduler.base.OpenResources;
import io.nagare.engine.scheduler.base.Schedulable;
import io.nagare.engine.scheduler.base.Scheduler;
import io.nagare.engine.time.SystemTimeSource;
import io.nagare.policy.TimeSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A scheduler in virtual time, for tests. Nothing runs unless a thread steps it, and time stands still unless that
 * thread moves it. Any thread may schedule; one thread at a time, the test's, may step. That thread also runs the
 * blocking jobs, when the test says so or nothing else is left to do.
 *
 * <p>Always holds: with the same numbers for {@link #chance} and {@link #order}, and without other threads, everything
 * happens in the same order and at the same virtual times.
 */
public final class StepScheduler extends Scheduler implements TimeSource, CallerDriven {

    /** From how many of the oldest ready schedulables {@link #order} may choose the next. */
    private static final int CHOICE = 32;

    /** How long to wait for other threads, in real time, when nothing is left to do. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** How long to wait for other threads before the condition is evaluated again. */
    private static final long LOOK_MILLIS = 2;

    private final ArrayDeque<Schedulable> ready = new ArrayDeque<>();
    private final IntrusiveQueue<StepJob> jobs = new IntrusiveQueue<>();
    private final Set<Schedulable> live = new LinkedHashSet<>();
    private final StepTimers timers = new StepTimers();
    private final List<Throwable> unseen = new ArrayList<>();
    private final OpenResources resources = new OpenResources(this::unseen);
    private final String name;
    private LongUnaryOperator chance = bound -> 0;
    private @Nullable LongUnaryOperator order;
    private volatile long now;
    private volatile boolean closed;

    /** Whether this is closed and not stepped any more. Then a thread that schedules something runs it itself. */
    private boolean stopped;

    /** Makes a scheduler with the name "step" at the time 0. */
    public StepScheduler() {
        this("step");
    }

    /** Makes a scheduler with the given name at the time 0. */
    public StepScheduler(String name) {
        this.name = name;
    }

    /** Runs ready schedulables until there are none. */
    public void runAll() {
        while (runOne()) {}
    }

    /** Runs one ready schedulable. Returns whether there was one. */
    public boolean runOne() {
        Schedulable next = next();
        if (next == null) {
            return false;
        }
        Scheduler outer = enter();
        try {
            next.run();
        } finally {
            leave(outer);
        }
        return true;
    }

    private synchronized @Nullable Schedulable next() {
        if (order != null && ready.size() > 1) {
            for (long passed = order.applyAsLong(Math.min(CHOICE, ready.size())); passed > 0; passed--) {
                ready.add(ready.remove());
            }
        }
        return ready.poll();
    }

    /** Runs ready schedulables and waiting blocking jobs until there are none of either. */
    public void runUntilIdle() {
        do {
            runAll();
        } while (runJob());
    }

    /**
     * Runs until a condition holds. Moves time to the next deadline whenever nothing else is left to do. If there is no
     * deadline either, waits in real time for another thread to bring work.
     *
     * @throws IllegalStateException if no other thread brings work in time
     */
    @Override
    public boolean runUntil(BooleanSupplier done) throws InterruptedException {
        return runUntil(done, Long.MAX_VALUE, PATIENCE);
    }

    /**
     * As {@link #runUntil(BooleanSupplier)}, but for {@code limitNanos} nanoseconds of virtual time at most. These are
     * not waited for in real time.
     */
    @Override
    public boolean runUntil(BooleanSupplier done, long limitNanos) throws InterruptedException {
        return runUntil(done, limitNanos, PATIENCE);
    }

    /**
     * As {@link #runUntil(BooleanSupplier, long)}. Waits for other threads for {@code patience} of real time when
     * nothing is left to do, and evaluates the condition meanwhile.
     */
    public boolean runUntil(BooleanSupplier done, long limitNanos, Duration patience) throws InterruptedException {
        long end = limitNanos > Long.MAX_VALUE - now ? Long.MAX_VALUE : now + limitNanos;
        while (!done.getAsBoolean()) {
            if (runOne() || runJob() || fireNext(end)) {
                continue;
            }
            if (end != Long.MAX_VALUE) {
                now = end;
                return done.getAsBoolean();
            }
            awaitOthers(done, patience);
        }
        return true;
    }

    private void awaitOthers(BooleanSupplier done, Duration patience) throws InterruptedException {
        long start = SystemTimeSource.INSTANCE.nanoTime();
        while (!done.getAsBoolean() && isIdle()) {
            if (SystemTimeSource.INSTANCE.nanoTime() - start > patience.toNanos()) {
                throw new IllegalStateException("nothing is ready and no timer is armed on " + name
                        + ", and no other thread has brought anything within " + patience
                        + " of real time: this would wait for ever");
            }
            synchronized (this) {
                if (isIdle()) {
                    wait(LOOK_MILLIS);
                }
            }
        }
    }

    private synchronized boolean isIdle() {
        return ready.isEmpty() && jobs.size() == 0 && timers.count() == 0;
    }

    /** The number of ready schedulables. */
    public synchronized int readyCount() {
        return ready.size();
    }

    /** The number of schedulables that are registered as live. */
    public synchronized int liveCount() {
        return live.size();
    }

    /** The number of armed timers. */
    public int armedCount() {
        return timers.count();
    }

    /** Moves time forward. Fires each timer at its own time, and runs what it makes ready. */
    public void advance(Duration by) {
        long end = now + by.toNanos();
        do {
            runAll();
        } while (fireNext(end));
        now = end;
    }

    /** As {@link #advance}, but also runs the blocking jobs that wait at each of these times. */
    public void advanceWithJobs(Duration by) {
        long end = now + by.toNanos();
        do {
            runUntilIdle();
        } while (fireNext(end));
        now = end;
    }

    /** Moves time to the next deadline and fires it. Returns whether there was a deadline not after {@code end}. */
    public boolean fireNext(long end) {
        StepTimers.Timer timer = timers.take(end);
        if (timer == null) {
            return false;
        }
        now = Math.max(now, timer.due());
        timer.fire();
        return true;
    }

    /** Runs the waiting blocking jobs on this thread, and then what they made ready. */
    public void runJobs() {
        while (runJob()) {}
        runAll();
    }

    private boolean runJob() {
        StepJob job = nextJob();
        if (job != null) {
            job.run();
        }
        return job != null;
    }

    private synchronized @Nullable StepJob nextJob() {
        return jobs.poll();
    }

    /** The failures that reached no subscriber. */
    public synchronized List<Throwable> unseen() {
        return List.copyOf(unseen);
    }

    /** Returns the failures that reached no subscriber, and forgets them. */
    public synchronized List<Throwable> takeUnseen() {
        List<Throwable> taken = List.copyOf(unseen);
        unseen.clear();
        return taken;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void schedule(Schedulable schedulable) {
        synchronized (this) {
            if (!stopped) {
                ready.add(schedulable);
                notifyAll();
                return;
            }
        }
        InlineRuns.run(schedulable, this);
    }

    @Override
    public void yield(Schedulable schedulable) {
        schedule(schedulable);
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
        return new RuntimeMetrics(List.of(), liveCount(), readyCount(), 0, 0, jobCount());
    }

    private synchronized int jobCount() {
        return jobs.size();
    }

    /** Shuts down what is live and fires all deadlines. A thread that schedules something later runs it itself. */
    @Override
    public boolean close(Duration limit) {
        List<Schedulable> toShutDown;
        synchronized (this) {
            closed = true;
            toShutDown = List.copyOf(live);
        }
        toShutDown.forEach(Schedulable::shutDown);
        runUntilIdle();
        timers.stop();
        resources.close();
        do {
            runUntilIdle();
        } while (!stopIfIdle());
        return true;
    }

    @Override
    public boolean opened(Resource resource) {
        return resources.add(resource);
    }

    @Override
    public void closed(Resource resource) {
        resources.remove(resource);
    }

    private synchronized boolean stopIfIdle() {
        stopped = isIdle();
        return stopped;
    }

    @Override
    public boolean isClosed() {
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
        return timers.deadline(leaf);
    }

    @Override
    public Registration register(SelectableChannel channel) throws IOException {
        throw new IOException(
                "there are no sockets in virtual time; test the code above them with a stream of items, "
                        + "or with sockets on a runtime in real time");
    }

    @Override
    public void mandatoryBlocking(Runnable job) {
        blocking(job);
    }

    @Override
    public synchronized BlockingJob blocking(Runnable work) {
        StepJob job = new StepJob(this, work);
        jobs.add(job);
        notifyAll();
        return job;
    }

    synchronized boolean cancel(StepJob job) {
        return jobs.remove(job);
    }

    @Override
    public ByteBuffer scratch() {
        return AbstractScheduler.SCRATCH.get().clear();
    }

    @Override
    public synchronized long random(long bound) {
        return chance.applyAsLong(bound);
    }

    /** Sets the function that makes random numbers from their bound. Without it they are 0. */
    public synchronized void chance(LongUnaryOperator numbers) {
        chance = numbers;
    }

    /**
     * Sets the function that chooses what runs next. It gets the number of schedulables to choose from, 32 at most, and
     * returns an index, 0 for the oldest. Without it the oldest runs next.
     */
    public synchronized void order(LongUnaryOperator numbers) {
        order = numbers;
    }

    @Override
    public synchronized void unseen(Throwable failure, String where) {
        unseen.add(failure);
    }
}
