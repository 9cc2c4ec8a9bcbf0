package io.nagare.engine.scheduler;

import io.nagare.RuntimeMetrics;
import io.nagare.driver.Deadline;
import io.nagare.driver.Leaf;
import io.nagare.driver.Registration;
import io.nagare.engine.blocking.BlockingPool;
import io.nagare.engine.poll.PollDriver;
import io.nagare.engine.scheduler.base.AbstractScheduler;
import io.nagare.engine.scheduler.base.CallerDriven;
import io.nagare.engine.scheduler.base.Counters;
import io.nagare.engine.scheduler.base.InjectionQueue;
import io.nagare.engine.scheduler.base.Schedulable;
import io.nagare.engine.scheduler.base.Scheduler;
import io.nagare.engine.scheduler.base.SchedulerSettings;
import io.nagare.engine.scheduler.stealing.Polls;
import io.nagare.engine.time.SystemTimeSource;
import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks on the thread that is inside {@link #runUntil}, in the order in which they became ready. While no thread
 * is inside, nothing runs, and no timer or channel is looked at. For embedding, tests, and programs with one thread.
 *
 * <p>Always holds: at most one thread is the owner, which runs tasks. The queue and the counts belong to the owner.
 * Tasks that other threads schedule pass through the injection queue.
 */
public final class CurrentThreadScheduler extends AbstractScheduler implements CallerDriven {

    /** How many tasks run between two looks at the injection queue. */
    private static final int RUNS_PER_INJECTION = 31;

    /** How long closing waits at least for the owner to leave, whatever its limit. */
    private static final long STOP_NANOS = 10_000_000;

    private final PollDriver driver;
    private final Counters counters = new Counters();
    private final AtomicReference<@Nullable Thread> owner = new AtomicReference<>();

    /** Threads inside {@link #runUntil} that wait while another thread is the owner. */
    private final Queue<Thread> waiting = new ConcurrentLinkedQueue<>();

    private volatile boolean allEnded;

    /** The ready tasks. This field and those below belong to the owner. */
    private final Queue<Schedulable> queue = new ArrayDeque<>(64);

    private int runsUntilPoll = RUNS_PER_POLL;
    private int runsUntilInjection = RUNS_PER_INJECTION;

    /**
     * How many tasks were taken from the queue. If a task has yielded since the last poll, the next field says at which
     * such count its turn comes.
     */
    private long taken;

    private long yieldedPosition;
    private boolean yielded;

    CurrentThreadScheduler(SchedulerSettings settings, BlockingPool blockingPool) {
        super(settings, blockingPool);
        driver = new PollDriver(settings.name(), settings.time(), settings.network(), this::unseen);
    }

    /**
     * Runs tasks on the calling thread until a condition holds or the scheduler has stopped. If another thread is
     * running tasks already, this waits for the condition, or for the other thread to leave.
     *
     * @param done evaluated between tasks and by waiting threads; a thread that makes it true and is not running tasks
     *     of this scheduler must call {@link #wakeUp()}
     * @return whether the condition holds
     * @throws IllegalStateException if called by a task of this scheduler, which would wait for itself
     * @throws InterruptedException if the calling thread is interrupted while it has nothing to do
     */
    @Override
    public boolean runUntil(BooleanSupplier done) throws InterruptedException {
        return runUntil(done, () -> -1);
    }

    /** As {@link #runUntil(BooleanSupplier)}, but for {@code limitNanos} nanoseconds of the system's clock at most. */
    @Override
    public boolean runUntil(BooleanSupplier done, long limitNanos) throws InterruptedException {
        long start = SystemTimeSource.INSTANCE.nanoTime();
        LongSupplier left = () -> Math.max(0, limitNanos - (SystemTimeSource.INSTANCE.nanoTime() - start));
        return runUntil(() -> done.getAsBoolean() || left.getAsLong() == 0, left) && done.getAsBoolean();
    }

    /**
     * As {@link #runUntil(BooleanSupplier)}. {@code maxWaitNanos} says how long the thread may wait before it evaluates
     * the condition again; negative for no limit.
     */
    private boolean runUntil(BooleanSupplier done, LongSupplier maxWaitNanos) throws InterruptedException {
        if (isOwner()) {
            throw new IllegalStateException("runUntil was called by a task of " + name() + " and would wait for it");
        }
        while (!done.getAsBoolean()) {
            if (owner.compareAndSet(null, Thread.currentThread())) {
                return runAsOwner(done, maxWaitNanos);
            }
            awaitOwnership(done, maxWaitNanos.getAsLong());
        }
        return true;
    }

    /** Makes all threads inside {@link #runUntil} evaluate their conditions. Any thread. */
    public void wakeUp() {
        driver.wakeup();
        wakeWaiting();
    }

    private void wakeWaiting() {
        for (Thread thread : waiting) {
            LockSupport.unpark(thread);
        }
    }

    private void awaitOwnership(BooleanSupplier done, long maxWaitNanos) throws InterruptedException {
        Thread self = Thread.currentThread();
        waiting.add(self);
        try {
            if (owner.get() != null && !done.getAsBoolean()) {
                LockSupport.parkNanos(this, maxWaitNanos < 0 ? Long.MAX_VALUE : maxWaitNanos);
            }
        } finally {
            waiting.remove(self);
        }
        if (Thread.interrupted()) {
            passOn();
            throw new InterruptedException();
        }
    }

    /** Wakes one of the waiting threads, which may become the owner instead of the calling thread. */
    private void passOn() {
        Thread next = waiting.peek();
        if (next != null) {
            LockSupport.unpark(next);
        }
    }

    private boolean runAsOwner(BooleanSupplier done, LongSupplier maxWaitNanos) throws InterruptedException {
        Scheduler outer = enter();
        try {
            return runLoop(done, maxWaitNanos);
        } finally {
            if (isStopping()) {
                runWhatIsLeft();
            }
            leave(outer);
            owner.set(null);
            passOn();
        }
    }

    private boolean runLoop(BooleanSupplier done, LongSupplier maxWaitNanos) throws InterruptedException {
        long start = time().nanoTime();
        try {
            while (!done.getAsBoolean()) {
                if (--runsUntilPoll <= 0) {
                    poll();
                }
                Schedulable task = next();
                if (task != null) {
                    counters.countRun();
                    execute(task);
                } else if (isStopping()) {
                    return done.getAsBoolean();
                } else {
                    counters.countBusy(time().nanoTime() - start);
                    park(maxWaitNanos.getAsLong());
                    start = time().nanoTime();
                }
            }
            return true;
        } finally {
            counters.countBusy(time().nanoTime() - start);
        }
    }

    private void runWhatIsLeft() {
        for (Schedulable task = next(); task != null; task = next()) {
            execute(task);
        }
    }

    private @Nullable Schedulable next() {
        if (--runsUntilInjection <= 0) {
            takeInjected(1);
        }
        if (yielded && taken >= yieldedPosition) {
            poll();
        }
        Schedulable task = queue.poll();
        if (task == null) {
            takeInjected(RUNS_PER_POLL);
            task = queue.poll();
        }
        if (task != null) {
            taken++;
        }
        return task;
    }

    private void takeInjected(int most) {
        InjectionQueue injection = injection();
        runsUntilInjection = RUNS_PER_INJECTION;
        if (injection.length() == 0 || !injection.tryLock()) {
            return;
        }
        try {
            int count = 0;
            Schedulable task;
            while (count < most && (task = injection.poll()) != null) {
                queue.add(task);
                count++;
            }
            injection.polled(count);
        } finally {
            injection.unlock();
        }
    }

    /** Polls readiness and timers without waiting. */
    private void poll() {
        runsUntilPoll = RUNS_PER_POLL;
        yielded = false;
        wakeWaiting();
        if (!driver.hasWork() || !driver.tryAcquire()) {
            return;
        }
        boolean interrupted = Thread.interrupted();
        try {
            driver.poll(0);
        } finally {
            driver.release();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void park(long maxWaitNanos) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        counters.countPark();
        yielded = false;
        // The tasks may have made the conditions of these threads true.
        wakeWaiting();
        driver.acquire();
        try {
            driver.poll(maxWaitNanos);
        } finally {
            driver.release();
        }
    }

    @Override
    public void schedule(Schedulable schedulable) {
        if (isOwner()) {
            queue.add(schedulable);
        } else {
            inject(schedulable);
        }
    }

    @Override
    public void yield(Schedulable schedulable) {
        if (!isOwner()) {
            inject(schedulable);
            return;
        }
        if (!yielded) {
            yielded = true;
            yieldedPosition = taken + queue.size();
        }
        queue.add(schedulable);
    }

    private boolean isOwner() {
        // Acquire is more than enough: only this thread itself writes its own name here, and it reads its own writes.
        return owner.getAcquire() == Thread.currentThread();
    }

    @Override
    public void notifyOfInjection() {
        driver.wakeup();
    }

    @Override
    public boolean isWorkerThread(Thread thread) {
        return owner.get() == thread;
    }

    @Override
    public Deadline deadline(Leaf leaf) {
        return driver.deadline(leaf);
    }

    @Override
    public Registration register(SelectableChannel channel) throws IOException {
        return driver.register(channel);
    }

    @Override
    public void startClosing(Runnable closing, boolean onWorker) {
        if (onWorker) {
            // A task cannot wait for its own end, so another thread does the closing.
            startCloser(closing, true);
        } else {
            closing.run();
        }
    }

    @Override
    public void allEnded() {
        allEnded = true;
        wakeUp();
    }

    @Override
    public boolean awaitAllEnded(long deadline) {
        runUntilDeadline(() -> allEnded, deadline);
        return allEnded;
    }

    @Override
    public boolean stop(long deadline) {
        wakeUp();
        // A scheduler that is stopping runs what is left in its queues and returns.
        runUntilDeadline(() -> false, Math.max(deadline, SystemTimeSource.INSTANCE.nanoTime() + STOP_NANOS));
        return owner.get() == null;
    }

    @Override
    public boolean awaitLeftBehind(long deadline) {
        return allEnded && owner.get() == null;
    }

    private void runUntilDeadline(BooleanSupplier done, long deadline) {
        boolean interrupted = false;
        while (true) {
            try {
                runUntil(() -> done.getAsBoolean() || left(deadline) == 0, () -> left(deadline));
                break;
            } catch (InterruptedException interrupt) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void closeDrivers() {
        driver.close();
        runInjected();
    }

    @Override
    public int shardHint() {
        return 0;
    }

    @Override
    public RuntimeMetrics metrics() {
        BlockingPool pool = blockingPool();
        int depth = injection().length();
        return new RuntimeMetrics(
                List.of(counters.metrics(driver, 0, 0)),
                liveTasks(),
                depth,
                pool.threads(),
                pool.idle(),
                pool.queued());
    }
}
