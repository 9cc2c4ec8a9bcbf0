package io.nagare.engine.scheduler.base;

import io.nagare.driver.BlockingJob;
import io.nagare.driver.Resource;
import io.nagare.engine.blocking.BlockingPool;
import io.nagare.engine.memory.MemoryReserve;
import io.nagare.engine.poll.Rehearsal;
import io.nagare.engine.time.SystemTimeSource;
import io.nagare.policy.TimeSource;
import java.nio.ByteBuffer;
import java.nio.channels.spi.SelectorProvider;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/**
 * The base of the work-stealing and the current-thread scheduler: the live set, the services that need no worker, and
 * the order of closing. Any thread may call unless a method says otherwise.
 *
 * <p>Closing has three stages. When the scheduler is <em>closed</em>, nothing new is registered, and all live tasks are
 * shut down and run until they have ended. When it is <em>stopping</em>, the workers run what is left in their queues
 * and end. A task that is scheduled from then on runs on the thread that schedules it. When it has <em>ended</em>, the
 * drivers and blocking threads have ended too.
 */
public abstract class AbstractScheduler extends Scheduler {

    /** The most tasks that run between two looks at timers and, when the round is over, at readiness. */
    public static final int RUNS_PER_POLL = 61;

    public static final int SCRATCH_BYTES = 64 * 1024;

    /**
     * How long a caller of close waits beyond its limit, until the closing thread has given up on what does not end.
     */
    private static final long GRACE_NANOS = 100_000_000;

    public static final ThreadLocal<ByteBuffer> SCRATCH =
            ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(SCRATCH_BYTES));

    private final SchedulerSettings settings;
    private final BlockingPool blockingPool;
    private final LiveSet live;
    private final OpenResources resources = new OpenResources(this::unseen);
    private final InjectionQueue injection = new InjectionQueue();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean stopping;
    private volatile boolean endedInTime;

    protected AbstractScheduler(SchedulerSettings settings, BlockingPool blockingPool) {
        Rehearsal.once();
        MemoryReserve.keep();
        this.settings = settings;
        this.blockingPool = blockingPool;
        live = new LiveSet(settings.workers(), this::allEnded);
    }

    @Override
    public final String name() {
        return settings.name();
    }

    @Override
    public final TimeSource time() {
        return settings.time();
    }

    @Override
    public final SelectorProvider channels() {
        return settings.network();
    }

    @Override
    public final BlockingJob blocking(Runnable job) {
        // A dropped job belongs to a strand that has been shut down, so nothing waits for it.
        return blockingPool.execute(job, () -> {});
    }

    @Override
    public final void mandatoryBlocking(Runnable job) {
        blockingPool.executeSurely(job);
    }

    @Override
    public final boolean opened(Resource resource) {
        return resources.add(resource);
    }

    @Override
    public final void closed(Resource resource) {
        resources.remove(resource);
    }

    @Override
    public final <R extends Resource> List<R> openResources(Class<R> type) {
        return resources.of(type);
    }

    @Override
    public ByteBuffer scratch() {
        return SCRATCH.get().clear();
    }

    @Override
    public final boolean isShortOfMemory() {
        return MemoryReserve.isSpent();
    }

    @Override
    public final void unseen(Throwable failure, String where) {
        MemoryReserve.releaseFor(failure);
        try {
            settings.failures().accept(failure, where);
        } catch (Throwable dropped) {
            // The handler itself has failed, so there is no one to report to.
        }
    }

    @Override
    public final boolean register(Schedulable schedulable) {
        return live.add(schedulable, shardHint());
    }

    @Override
    public final void unregister(Schedulable schedulable) {
        live.remove(schedulable);
    }

    @Override
    public final boolean isClosed() {
        return closed.get();
    }

    @Override
    public final boolean close(Duration limit) {
        long deadline = SystemTimeSource.INSTANCE.nanoTime() + saturatedNanos(limit);
        boolean onWorker = current() == this;
        if (closed.compareAndSet(false, true)) {
            try {
                startClosing(() -> end(deadline), onWorker);
            } catch (Throwable refused) {
                closed.set(false);
                throw refused;
            }
        }
        boolean closedByNow = !onWorker && await(ended, left(deadline) + GRACE_NANOS);
        return endedInTime || (closedByNow && haveEnded(deadline));
    }

    /**
     * Waits for threads and strands that did not end within the first caller's limit. They may end within a later
     * caller's.
     */
    private boolean haveEnded(long deadline) {
        return step("waiting for what was left behind", () -> awaitLeftBehind(deadline)
                && blockingPool.close(Duration.ofNanos(left(deadline))));
    }

    protected final SchedulerSettings settings() {
        return settings;
    }

    protected final BlockingPool blockingPool() {
        return blockingPool;
    }

    protected final long liveTasks() {
        return live.size();
    }

    /** Whether the workers must end. */
    public final boolean isStopping() {
        return stopping;
    }

    protected final InjectionQueue injection() {
        return injection;
    }

    /** Puts a task at the back of the injection queue. */
    public final void inject(Schedulable task) {
        if (stopping) {
            InlineRuns.run(task, this);
            return;
        }
        injection.push(task);
        // The push was a full fence. Either this thread sees that the scheduler is stopping, or the closing thread sees
        // the task.
        if (stopping) {
            runInjected();
        } else {
            notifyOfInjection();
        }
    }

    /** Runs all tasks of the injection queue on the calling thread. */
    protected final void runInjected() {
        while (injection.length() > 0) {
            Schedulable task = null;
            if (injection.tryLock()) {
                task = injection.poll();
                injection.polled(task == null ? 0 : 1);
                injection.unlock();
            }
            if (task != null) {
                InlineRuns.run(task, this);
            } else {
                giveConsumerItsTurn();
            }
        }
    }

    private static void giveConsumerItsTurn() {
        Thread.yield();
    }

    /** Makes a worker look into the injection queue. */
    protected abstract void notifyOfInjection();

    /** Runs the closing routine, on a thread of its own if it might hold up the calling thread or be held up by it. */
    protected abstract void startClosing(Runnable closing, boolean onWorker);

    /** A number that mostly differs between workers and threads. */
    protected abstract int shardHint();

    /** Called once, after {@link #close}, when the last live task has ended. Any thread. */
    protected abstract void allEnded();

    /**
     * Waits until {@link #allEnded()} has been called. Tasks are run meanwhile.
     *
     * @return false if the deadline has passed before that
     */
    protected abstract boolean awaitAllEnded(long deadline);

    /**
     * Waits for the workers, which see {@link #isStopping()}, to end. Returns false if one does not end by the
     * deadline.
     */
    protected abstract boolean stop(long deadline);

    /** Waits for strands and workers that had not ended when this was closed. Returns whether all have ended now. */
    protected abstract boolean awaitLeftBehind(long deadline);

    /** Closes the poll drivers, and runs the tasks that the workers have left in the queues. */
    protected abstract void closeDrivers();

    /** Takes all steps of closing. Each step is taken even if the one before has failed. */
    private void end(long deadline) {
        try {
            boolean inTime = step("shutting down", () -> {
                for (Schedulable schedulable : live.close()) {
                    shutDown(schedulable);
                }
                return true;
            });
            inTime &= step("waiting for strands", () -> awaitAllEnded(deadline));
            stopping = true;
            inTime &= step("ending workers", () -> stop(deadline));
            inTime &= step("closing what was opened", () -> {
                resources.close();
                return true;
            });
            inTime &= step("closing drivers", () -> {
                closeDrivers();
                return true;
            });
            inTime &= step("ending blocking threads", () -> blockingPool.close(Duration.ofNanos(left(deadline))));
            endedInTime = inTime;
        } finally {
            stopping = true;
            ended.countDown();
        }
    }

    private boolean step(String what, BooleanSupplier step) {
        try {
            return step.getAsBoolean();
        } catch (Throwable failure) {
            unseen(failure, what);
            return false;
        }
    }

    private void shutDown(Schedulable schedulable) {
        try {
            schedulable.shutDown();
        } catch (Throwable failure) {
            unseen(failure, "shutting down a strand");
        }
    }

    /**
     * Runs closing on a thread of its own, or on the calling thread if the system gives none.
     *
     * @throws IllegalStateException if the system gives no thread and the calling thread is a worker, which would wait
     *     for itself
     */
    protected final void startCloser(Runnable closing, boolean onWorker) {
        try {
            Thread closer = new Thread(null, closing, name() + "-closer", 0, false);
            makeDaemon(closer);
            closer.start();
        } catch (OutOfMemoryError refused) {
            if (onWorker) {
                throw new IllegalStateException(
                        name()
                                + " is not closed: no thread could be started to close it, and a worker cannot wait for"
                                + " itself",
                        refused);
            }
            closing.run();
        }
    }

    /**
     * Prepares a thread of a scheduler. It keeps no program alive, and has the class loader of the thread that made it.
     */
    public static void makeDaemon(Thread thread) {
        thread.setDaemon(true);
        ClassLoader inherited = Thread.currentThread().getContextClassLoader();
        thread.setContextClassLoader(inherited != null ? inherited : ClassLoader.getSystemClassLoader());
    }

    /**
     * The nanoseconds until a deadline of closing. Such deadlines use the system's clock, even if the tasks have
     * another one.
     */
    protected static long left(long deadline) {
        return Math.max(0, deadline - SystemTimeSource.INSTANCE.nanoTime());
    }

    /**
     * Waits for a latch even if interrupted, and then restores the interrupt. Returns whether the latch was released in
     * time.
     */
    protected static boolean await(CountDownLatch latch, long nanos) {
        long deadline = SystemTimeSource.INSTANCE.nanoTime() + nanos;
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return latch.await(left(deadline), TimeUnit.NANOSECONDS);
                } catch (InterruptedException interrupt) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * Converts to nanoseconds, with a maximum of some 70 years, so that adding the result to a time does not overflow.
     */
    private static long saturatedNanos(Duration limit) {
        long most = Long.MAX_VALUE / 4;
        return limit.compareTo(Duration.ofNanos(most)) >= 0 ? most : Math.max(0, limit.toNanos());
    }
}
