package io.nagare.engine.scheduler;

import io.nagare.driver.BlockingJob;
import io.nagare.driver.Resource;
import io.nagare.driver.TimeSource;
import io.nagare.engine.blocking.BlockingPool;
import io.nagare.engine.poll.MemoryReserve;
import io.nagare.engine.poll.Rehearsal;
import io.nagare.engine.time.SystemTimeSource;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/**
 * What both schedulers have in common: the live set, the services that need no worker, and the order in which
 * everything ends.
 *
 * <p>Closing passes three points, one after the other: it is <em>closed</em> (nothing new is entered, all that is live
 * is shut down, and goes on being run until it has ended), it is <em>stopping</em> (the workers run what is left in
 * their queues and end; what is scheduled from then on is run by whoever schedules it), it has ended (drivers and
 * blocking threads too).
 */
abstract class AbstractScheduler extends Scheduler {

    /** Tasks run at most between two looks at timers and, when the round is over, at readiness. */
    static final int RUNS_PER_POLL = 61;

    static final int SCRATCH_BYTES = 64 * 1024;

    /** How long a caller of close waits beyond its limit for what is left behind to be given up. */
    private static final long GRACE_NANOS = 100_000_000;

    static final ThreadLocal<ByteBuffer> SCRATCH =
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

    AbstractScheduler(SchedulerSettings settings, BlockingPool blockingPool) {
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
    public final BlockingJob blocking(Runnable job) {
        // A job that is dropped belongs to a strand that has been shut down.
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
            // There is nobody left to tell.
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

    /** What the limit of the first caller left behind may end within that of another. */
    private boolean haveEnded(long deadline) {
        return step("waiting for what was left behind", () -> awaitLeftBehind(deadline)
                && blockingPool.close(Duration.ofNanos(left(deadline))));
    }

    final SchedulerSettings settings() {
        return settings;
    }

    final BlockingPool blockingPool() {
        return blockingPool;
    }

    final long liveTasks() {
        return live.size();
    }

    /** Whether the workers are to end. */
    final boolean isStopping() {
        return stopping;
    }

    final InjectionQueue injection() {
        return injection;
    }

    /** Puts a task at the back of the injection queue. */
    final void inject(Schedulable task) {
        if (stopping) {
            InlineRuns.run(task, this);
            return;
        }
        injection.push(task);
        // The push was a full fence. Either this sees that the scheduler is stopping, or who stops it sees the task.
        if (stopping) {
            runInjected();
        } else {
            notifyOfInjection();
        }
    }

    /** Runs all that is in the injection queue on the calling thread. */
    final void runInjected() {
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
                Thread.yield();
            }
        }
    }

    /** Sees to it that somebody looks into the injection queue. */
    abstract void notifyOfInjection();

    /** Has a closing routine run where it can't be held up by, or hold up, the calling thread more than it must be. */
    abstract void startClosing(Runnable closing, boolean onWorker);

    /** A number that differs from worker to worker and from thread to thread, more or less. */
    abstract int shardHint();

    /** Called once, when nothing is live any more after {@link #close}. Any thread. */
    abstract void allEnded();

    /**
     * Waits until {@link #allEnded()} was called, and sees to it that tasks are run meanwhile.
     *
     * @return {@code false} if the deadline was reached before
     */
    abstract boolean awaitAllEnded(long deadline);

    /** Ends the workers, which have been told through {@link #isStopping()}. Returns {@code false} if one won't end. */
    abstract boolean stop(long deadline);

    /** Waits, when this is closed, for strands and workers that had not ended then. Returns whether there are none. */
    abstract boolean awaitLeftBehind(long deadline);

    /** Closes the poll drivers, and runs what the workers have left behind in the queues. */
    abstract void closeDrivers();

    /** Each step is taken whatever has become of the one before. */
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
     * Has closing done by a thread of its own; if the system gives none, by the calling one.
     *
     * @throws IllegalStateException if the calling thread is a worker then, which would wait for itself
     */
    final void startCloser(Runnable closing, boolean onWorker) {
        try {
            Thread closer = new Thread(null, closing, name() + "-closer", 0, false);
            makeDaemon(closer);
            closer.start();
        } catch (OutOfMemoryError refused) {
            if (onWorker) {
                throw new IllegalStateException(
                        name()
                                + " is not closed: no thread could be started for that, and a worker cannot wait for"
                                + " itself",
                        refused);
            }
            closing.run();
        }
    }

    /** Prepares a thread of a scheduler: keeps no program alive, and finds classes as the thread that made it does. */
    static void makeDaemon(Thread thread) {
        thread.setDaemon(true);
        ClassLoader inherited = Thread.currentThread().getContextClassLoader();
        thread.setContextClassLoader(inherited != null ? inherited : ClassLoader.getSystemClassLoader());
    }

    /**
     * Nanoseconds until a deadline of closing, which is on the system's clock whatever the tasks are told the time is.
     */
    static long left(long deadline) {
        return Math.max(0, deadline - SystemTimeSource.INSTANCE.nanoTime());
    }

    /** Waits although interrupted, and hands the interrupt on. Returns whether the latch was released in time. */
    static boolean await(CountDownLatch latch, long nanos) {
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

    /** As nanoseconds; centuries at most, so that adding them to a time does not overflow. */
    private static long saturatedNanos(Duration limit) {
        long most = Long.MAX_VALUE / 4;
        return limit.compareTo(Duration.ofNanos(most)) >= 0 ? most : Math.max(0, limit.toNanos());
    }
}
