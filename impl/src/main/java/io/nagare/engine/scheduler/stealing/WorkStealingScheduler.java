package io.nagare.engine.scheduler.stealing;

import io.nagare.RuntimeMetrics;
import io.nagare.RuntimeMetrics.WorkerMetrics;
import io.nagare.driver.Deadline;
import io.nagare.driver.Leaf;
import io.nagare.driver.Registration;
import io.nagare.engine.blocking.BlockingPool;
import io.nagare.engine.poll.PollDriver;
import io.nagare.engine.scheduler.base.AbstractScheduler;
import io.nagare.engine.scheduler.base.InlineRuns;
import io.nagare.engine.scheduler.base.Schedulable;
import io.nagare.engine.scheduler.base.SchedulerSettings;
import java.io.IOException;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks on a fixed number of workers that steal from each other. It is modelled on Tokio's scheduler, with these
 * differences. Each worker has its own poll driver, the injection queue is lock-free, and turns are fair
 * ({@link Worker}). A watchdog frees the tasks and channels that a long task holds up.
 *
 * <p>Any thread may call its methods unless they say otherwise.
 */
public final class WorkStealingScheduler extends AbstractScheduler {

    /** How long closing waits at least for each thread to end, whatever its limit. */
    private static final long LEAST_JOIN_MILLIS = 10;

    private final Worker[] workers;
    private final IdleState idle;
    private final Sleepers sleepers;
    private final Watchdog watchdog;
    private final CountDownLatch allEnded = new CountDownLatch(1);

    /** Counts through the workers: their drivers take turns in serving threads that are no workers. */
    private final AtomicInteger nextDriver = new AtomicInteger();

    /** Makes the scheduler and starts its threads. */
    public WorkStealingScheduler(SchedulerSettings settings, BlockingPool blockingPool) {
        super(settings, blockingPool);
        int count = settings.workers();
        workers = new Worker[count];
        idle = new IdleState(count);
        watchdog = new Watchdog(this, idle, count, settings.watchdogPeriod().toNanos());
        sleepers = new Sleepers(idle, count, watchdog::wake);
        for (int i = 0; i < count; i++) {
            workers[i] = new Worker(
                    this,
                    i,
                    new PollDriver(
                            settings.name() + "-worker-" + i, settings.time(), settings.network(), this::unseen),
                    new LocalQueue(settings.ringCapacity(), injection()),
                    settings.randomness().apply(i));
        }
        startThreads();
    }

    /** Starts all threads or none. With fewer threads the scheduler would not be the one that the user configured. */
    private void startThreads() {
        int started = 0;
        try {
            for (Worker worker : workers) {
                worker.start();
                started++;
            }
            if (workers.length > 1) {
                watchdog.start();
            }
        } catch (Throwable refused) {
            close(Duration.ofMillis(LEAST_JOIN_MILLIS * workers.length));
            throw new IllegalStateException(
                    name() + " could not be started: the system gave " + started + " of " + workers.length
                            + " workers' threads" + (started == workers.length ? " and none for the watchdog" : ""),
                    refused);
        }
    }

    @Override
    public void schedule(Schedulable schedulable) {
        Worker worker = currentWorker();
        if (worker != null) {
            worker.schedule(schedulable);
        } else {
            inject(schedulable);
        }
    }

    @Override
    public void yield(Schedulable schedulable) {
        Worker worker = currentWorker();
        if (worker != null) {
            worker.yield(schedulable);
        } else {
            inject(schedulable);
        }
    }

    @Override
    public boolean isOtherwiseIdle() {
        Worker worker = currentWorker();
        return worker != null && worker.isOtherwiseIdle();
    }

    @Override
    public void offerNext() {
        Worker worker = currentWorker();
        if (worker != null) {
            worker.offerNext();
        }
    }

    /** The calling thread, if it is a worker of this scheduler; otherwise null. */
    private @Nullable Worker currentWorker() {
        return Thread.currentThread() instanceof Worker worker && worker.scheduler() == this ? worker : null;
    }

    @Override
    public void notifyOfInjection() {
        wakeOne();
    }

    /** Wakes a worker, unless all are awake or one is already searching. */
    void wakeOne() {
        int worker = sleepers.wakeOne();
        if (worker != Sleepers.NOBODY) {
            workers[worker].unpark();
        }
    }

    /**
     * Wakes a worker if there are tasks for it to take. Called when a search has just ended. The fence stands between
     * that transition and the look at the queues. A thread that brings work puts it first, and looks for a searching
     * worker then. So at least one side sees the other's write.
     */
    void wakeIfWorkIsPending() {
        VarHandle.fullFence();
        if (hasWorkToShare()) {
            wakeOne();
        }
    }

    /** Whether there are injected tasks, or a worker has tasks that are worth sharing. */
    boolean hasWorkToShare() {
        if (hasInjected()) {
            return true;
        }
        for (Worker worker : workers) {
            if (worker.hasWorkToShare()) {
                return true;
            }
        }
        return false;
    }

    /** Worker: moves its fair share of the injected tasks into its queue. Returns whether it got any. */
    boolean takeInjected(LocalQueue queue) {
        int length = injection().length();
        return length > 0 && queue.takeFrom(injection(), length / workers.length + 1) > 0;
    }

    /** Whether a task waits in the injection queue. */
    boolean hasInjected() {
        return injection().length() > 0;
    }

    Worker worker(int index) {
        return workers[index];
    }

    int workers() {
        return workers.length;
    }

    IdleState idle() {
        return idle;
    }

    Sleepers sleepers() {
        return sleepers;
    }

    @Override
    public boolean isWorkerThread(Thread thread) {
        return thread instanceof Worker worker && worker.scheduler() == this;
    }

    @Override
    public Deadline deadline(Leaf leaf) {
        return driver().deadline(leaf);
    }

    @Override
    public Registration register(SelectableChannel channel) throws IOException {
        PollDriver own = driver();
        try {
            return own.register(channel);
        } catch (IOException refused) {
            PollDriver other = own.isPollerOpen() ? null : openDriver();
            if (other == null) {
                throw refused;
            }
            return other.register(channel);
        }
    }

    /** Returns a driver that watches channels already; null if none does. The system may be out of descriptors. */
    private @Nullable PollDriver openDriver() {
        for (Worker worker : workers) {
            if (worker.driver().isPollerOpen()) {
                return worker.driver();
            }
        }
        return null;
    }

    private PollDriver driver() {
        Worker worker = currentWorker();
        if (worker == null) {
            worker = workers[Math.floorMod(nextDriver.getAndIncrement(), workers.length)];
        }
        return worker.driver();
    }

    @Override
    public ByteBuffer scratch() {
        Worker worker = currentWorker();
        return worker != null ? worker.scratch() : super.scratch();
    }

    @Override
    public int shardHint() {
        Worker worker = currentWorker();
        return worker != null ? worker.index() : System.identityHashCode(Thread.currentThread());
    }

    @Override
    public RuntimeMetrics metrics() {
        List<WorkerMetrics> all = new ArrayList<>(workers.length);
        for (Worker worker : workers) {
            all.add(worker.counters().metrics(worker.driver(), worker.queue().overflows(), worker.queue().size()));
        }
        BlockingPool pool = blockingPool();
        return new RuntimeMetrics(
                all, liveTasks(), injection().length(), pool.threads(), pool.idle(), pool.queued());
    }

    @Override
    public void startClosing(Runnable closing, boolean onWorker) {
        // On a thread of its own, because a task that it runs in place of a stuck worker may be stuck as well.
        startCloser(closing, onWorker);
    }

    @Override
    public void allEnded() {
        allEnded.countDown();
    }

    @Override
    public boolean awaitAllEnded(long deadline) {
        return await(allEnded, left(deadline));
    }

    @Override
    public boolean stop(long deadline) {
        LockSupport.unpark(watchdog);
        for (Worker worker : workers) {
            worker.unpark();
        }
        // First the watchdog, which must not find the drivers closed.
        boolean all = join(watchdog, left(deadline));
        for (Worker worker : workers) {
            all &= join(worker, left(deadline));
        }
        return all;
    }

    @Override
    public boolean awaitLeftBehind(long deadline) {
        return stop(deadline) && awaitAllEnded(deadline);
    }

    /** Waits for a thread to end, for {@code nanos} nanoseconds and a moment more. Returns whether it has ended. */
    private static boolean join(Thread thread, long nanos) {
        if (!thread.isAlive()) {
            return true;
        }
        try {
            thread.join(LEAST_JOIN_MILLIS + nanos / 1_000_000);
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
        }
        return !thread.isAlive();
    }

    @Override
    public void closeDrivers() {
        for (Worker worker : workers) {
            try {
                worker.driver().close();
            } catch (Throwable failure) {
                unseen(failure, "closing the driver of " + worker.getName());
            }
        }
        LocalQueue rescued = new LocalQueue(settings().ringCapacity(), injection());
        for (Worker worker : workers) {
            Schedulable task;
            while ((task = worker.slot().take()) != null
                    || (task = rescued.stealFrom(worker.queue())) != null
                    || (task = rescued.pop()) != null) {
                InlineRuns.run(task, this);
            }
        }
        runInjected();
    }
}
