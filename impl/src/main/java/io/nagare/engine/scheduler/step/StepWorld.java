package io.nagare.engine.scheduler.step;

import io.nagare.engine.queue.IntrusiveQueue;
import io.nagare.engine.scheduler.base.Schedulable;
import io.nagare.engine.time.SystemTimeSource;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What the {@link StepScheduler}s of one simulation share: virtual time, what is ready, and the choice of what runs
 * next. Nothing runs unless a thread steps the world, and time stands still unless that thread moves it. Any thread may
 * schedule; one thread at a time, the test's, may step.
 *
 * <p>Always holds: with the same choices, and without other threads, everything happens in the same order and at the
 * same virtual times.
 */
public final class StepWorld {

    /** From how many of the oldest ready schedulables {@link #order} may choose the next. */
    private static final int CHOICE = 32;

    /** How long to wait for other threads, in real time, when nothing is left to do. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    /** How long to wait for other threads before the condition is evaluated again. */
    private static final long LOOK_MILLIS = 2;

    /** A schedulable that is ready, and its host. */
    private record Ready(StepScheduler host, Schedulable schedulable) {}

    /** Chooses what runs next. */
    @FunctionalInterface
    public interface Choice {

        /** Returns the index of one of {@code count} ready schedulables, which {@code tasks} gives by index. */
        int choose(int count, IntFunction<Object> tasks);
    }

    /** Learns of everything that happens, on the thread that steps the world. */
    public interface Observer {

        /** A schedulable of a host is about to run. */
        void runs(StepScheduler host, Schedulable schedulable);

        /** A blocking job of a host is about to run. */
        void runsJob(StepScheduler host);

        /** Time has come to a deadline of a host, or to an action of the simulation if {@code host} is null. */
        void reaches(@Nullable StepScheduler host);
    }

    private final ArrayDeque<Ready> ready = new ArrayDeque<>();
    private final IntrusiveQueue<StepJob> jobs = new IntrusiveQueue<>();
    private final StepTimers timers = new StepTimers();
    private @Nullable Choice choice;
    private @Nullable Observer observer;
    private volatile long now;

    /** Makes a world at the time 0, where the oldest ready schedulable runs next. */
    public StepWorld() {}

    /**
     * Sets the function that chooses what runs next. It gets the number of schedulables to choose from, 32 at most, and
     * returns an index, 0 for the oldest.
     */
    public void order(LongUnaryOperator numbers) {
        choose((count, tasks) -> (int) numbers.applyAsLong(count));
    }

    /** Sets what chooses the next of the oldest ready schedulables. */
    public synchronized void choose(Choice next) {
        choice = next;
    }

    /** Sets what learns of everything that happens. */
    public void observe(Observer listener) {
        observer = listener;
    }

    /** The virtual time since the start, in nanoseconds. */
    public long nanoTime() {
        return now;
    }

    StepTimers timers() {
        return timers;
    }

    // From any thread

    synchronized void add(StepScheduler host, Schedulable schedulable) {
        ready.add(new Ready(host, schedulable));
        notifyAll();
    }

    /** Adds a job, unless it was taken back before. */
    synchronized void add(StepJob job) {
        if (!job.cancelled) {
            jobs.add(job);
            notifyAll();
        }
    }

    /** Takes a job back. Returns false if it has begun, or was taken back before. */
    synchronized boolean cancel(StepJob job) {
        boolean waits = jobs.remove(job) || !job.cancelled && !job.begun;
        job.cancelled = true;
        return waits;
    }

    /** Lets an action happen at a time. An action in the past happens when the world next looks at the time. */
    public void at(long nanoTime, Runnable action) {
        timers.at(nanoTime, null, action);
    }

    /** The number of ready schedulables of a host. */
    synchronized int readyCount(StepScheduler host) {
        return (int) ready.stream().filter(entry -> entry.host == host).count();
    }

    synchronized int jobCount() {
        return jobs.size();
    }

    /** Forgets all that is ready or waits on a host, without running it. */
    synchronized void forget(StepScheduler host) {
        ready.removeIf(entry -> entry.host == host);
        takeJobs(host);
        timers.takeAll(host);
    }

    /** Removes the jobs of a host from the queue. */
    synchronized List<StepJob> takeJobs(StepScheduler host) {
        List<StepJob> taken = new ArrayList<>();
        List<StepJob> others = new ArrayList<>();
        for (StepJob job = jobs.poll(); job != null; job = jobs.poll()) {
            (job.host == host ? taken : others).add(job);
        }
        others.forEach(jobs::add);
        return taken;
    }

    // From the thread that steps

    /** Runs ready schedulables until there are none. */
    public void runAll() {
        while (runOne()) {}
    }

    /** Runs one ready schedulable. Returns whether there was one. */
    public boolean runOne() {
        Ready next = next();
        if (next == null) {
            return false;
        }
        if (observer != null) {
            observer.runs(next.host, next.schedulable);
        }
        next.host.run(next.schedulable);
        return true;
    }

    private synchronized @Nullable Ready next() {
        if (choice != null) {
            return chosen(choice);
        }
        Iterator<Ready> entries = ready.iterator();
        while (entries.hasNext()) {
            Ready entry = entries.next();
            if (!entry.host.isPaused()) {
                entries.remove();
                return entry;
            }
        }
        return null;
    }

    private @Nullable Ready chosen(Choice chooser) {
        List<Ready> candidates = new ArrayList<>(CHOICE);
        for (Iterator<Ready> entries = ready.iterator(); entries.hasNext() && candidates.size() < CHOICE; ) {
            Ready entry = entries.next();
            if (!entry.host.isPaused()) {
                candidates.add(entry);
            }
        }
        if (candidates.isEmpty()) {
            return null;
        }
        int count = candidates.size();
        int index = count == 1 ? 0 : chooser.choose(count, i -> candidates.get(i).schedulable);
        Ready chosen = candidates.get(index);
        ready.remove(chosen);
        return chosen;
    }

    /** Runs ready schedulables and waiting blocking jobs until there are none of either. */
    public void runUntilIdle() {
        do {
            runAll();
        } while (runJob());
    }

    /** Runs the waiting blocking jobs, and then what they made ready. */
    void runJobs() {
        while (runJob()) {}
        runAll();
    }

    private boolean runJob() {
        StepJob job = nextJob();
        if (job == null) {
            return false;
        }
        if (observer != null) {
            observer.runsJob(job.host);
        }
        job.run();
        return true;
    }

    private synchronized @Nullable StepJob nextJob() {
        StepJob job = jobs.poll();
        if (job != null) {
            job.begun = true;
        }
        return job;
    }

    /**
     * Does one thing: runs what is ready, or a job, or moves time to the next deadline that is not after {@code end}.
     */
    public boolean step(long end) {
        return runOne() || runJob() || fireNext(end);
    }

    /**
     * Runs until a condition holds. Moves time to the next deadline whenever nothing else is left to do, at most to
     * {@code limitNanos} from now. If there is no deadline and no limit either, waits in real time for other threads,
     * at most {@code patience}.
     *
     * @throws IllegalStateException if no other thread brings work in time
     */
    boolean runUntil(BooleanSupplier done, long limitNanos, Duration patience, String name)
            throws InterruptedException {
        long end = limitNanos > Long.MAX_VALUE - now ? Long.MAX_VALUE : now + limitNanos;
        while (!done.getAsBoolean()) {
            if (step(end)) {
                continue;
            }
            if (end != Long.MAX_VALUE) {
                now = end;
                return done.getAsBoolean();
            }
            awaitOthers(done, patience, name);
        }
        return true;
    }

    private void awaitOthers(BooleanSupplier done, Duration patience, String name) throws InterruptedException {
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

    synchronized boolean isIdle() {
        return ready.isEmpty() && jobs.size() == 0 && timers.count() == 0;
    }

    /** Moves time forward. Fires each timer at its own time, and runs what it makes ready. */
    void advance(Duration by) {
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

    /** Moves time forward, at most to the next deadline. */
    public void moveTo(long nanoTime) {
        now = Math.max(now, Math.min(nanoTime, timers.next()));
    }

    /** Moves time to the next deadline and fires it. Returns whether there was a deadline not after {@code end}. */
    public boolean fireNext(long end) {
        StepTimers.Entry entry = timers.take(end);
        if (entry == null) {
            return false;
        }
        now = Math.max(now, entry.due());
        if (observer != null) {
            observer.reaches(entry.host);
        }
        entry.fire();
        return true;
    }
}
