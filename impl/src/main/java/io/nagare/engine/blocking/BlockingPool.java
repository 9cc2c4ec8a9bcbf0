package io.nagare.engine.blocking;

import io.nagare.driver.BlockingJob;
import io.nagare.engine.time.SystemTimeSource;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The threads that may block. All methods may be called from any thread.
 *
 * <p>Always holds: a job that was handed in runs, or is cancelled by its owner, or is dropped when the pool is closed
 * and its owner told; exactly one of the three. Jobs start in the order they came. A started job is never interrupted.
 */
public final class BlockingPool {

    /*
     * One lock guards everything. A thread counts as idle from when it has found the queue empty until somebody
     * notifies it or its keep-alive has run out; whoever notifies one takes it from the count in the same breath, and
     * adds to `notified`, which the thread takes back when it wakes. So the count never includes a thread that has a
     * job coming to it, and a job that finds nobody idle gets a thread of its own (while there may be more) even though
     * one is just about to wake up. And a thread that wakes for no reason, or whose time runs out as it is notified,
     * sees which of the two it is.
     *
     * The lock is a monitor, which threads wait for and in without memory of the heap. So a thread without a job
     * survives the want of some, and its job's failures end in the handler.
     */

    private final int maxThreads;
    private final int queueCapacity;
    private final long keepAliveNanos;
    private final ThreadFactory threadFactory;
    private final BiConsumer<Throwable, String> failures;

    private final Object lock = new Object();
    private final CountDownLatch terminated = new CountDownLatch(1);
    private final JobQueue queue = new JobQueue();
    private int threads;
    private int idle;
    private int notified;
    private boolean closed;

    /**
     * A pool without threads as yet.
     *
     * @param name what the names of the threads begin with
     * @param maxThreads at most so many threads, at least 1
     * @param queueCapacity how many jobs are queued; those past it wait for room, see {@link #waiting()}
     * @param keepAlive how long a thread without work is kept
     * @param failures told of what a job throws; what it throws itself is dropped
     */
    public BlockingPool(
            String name,
            int maxThreads,
            int queueCapacity,
            Duration keepAlive,
            BiConsumer<Throwable, String> failures) {
        this(maxThreads, queueCapacity, keepAlive, BlockingThreads.platform(name), failures);
    }

    BlockingPool(
            int maxThreads,
            int queueCapacity,
            Duration keepAlive,
            ThreadFactory threadFactory,
            BiConsumer<Throwable, String> failures) {
        this.maxThreads = maxThreads;
        this.queueCapacity = queueCapacity;
        this.keepAliveNanos = saturatedNanos(keepAlive);
        this.threadFactory = threadFactory;
        this.failures = failures;
    }

    /**
     * Has a job run by one of the threads.
     *
     * @param work what it throws goes to the pool's failure handler
     * @param onDropped told if the pool is closed before the job starts; called by the thread that closes it, or within
     *     this call if it is closed already
     * @throws RejectedExecutionException if no thread can be started and there is none that could take the job later
     */
    public BlockingJob execute(Runnable work, Runnable onDropped) {
        Job job = new Job(this, work, onDropped);
        if (!enqueue(job, false)) {
            drop(job);
        }
        return job;
    }

    /**
     * As {@link #execute}, for a job that must not be lost: one that no thread can be started for waits for the next
     * thread there is, and one that has not started when the pool is closed is run by the thread that closes it.
     */
    public void executeSurely(Runnable work) {
        Job job = new Job(this, work, work);
        if (!enqueue(job, true)) {
            drop(job);
        }
    }

    private boolean enqueue(Job job, boolean surely) {
        synchronized (lock) {
            if (closed) {
                return false;
            }
            queue.add(job);
            if (notified >= queue.size()) {
                // A thread is on its way for each job: others have come back sooner for those it was called for.
                return true;
            }
            if (idle > 0) {
                idle--;
                notified++;
                lock.notify();
            } else if (threads < maxThreads) {
                startThread(job, surely);
            }
            return true;
        }
    }

    private void startThread(Job job, boolean surely) {
        threads++;
        try {
            threadFactory.newThread(this::work).start();
        } catch (Throwable refused) {
            // Mostly "unable to create native thread". Those that there are will come to the job in time.
            threads--;
            if (threads == 0 && !surely) {
                queue.remove(job);
                throw new RejectedExecutionException(
                        "no thread could be started for a blocking job, and none of at most " + maxThreads
                                + " is running",
                        refused);
            }
        }
    }

    boolean cancel(Job job) {
        synchronized (lock) {
            return queue.remove(job);
        }
    }

    /** What each thread does. */
    private void work() {
        boolean goesOn = true;
        while (goesOn) {
            goesOn = runNext();
        }
    }

    /**
     * Runs the next job. A call of its own: a thread that waits for a job must have none of an earlier one on its
     * stack. Returns false if the thread is to end.
     */
    private boolean runNext() {
        Job job = next();
        if (job == null) {
            return false;
        }
        run(job.takeWork(), "blocking job");
        // What the job has left behind is not for the next one.
        Thread.interrupted();
        return true;
    }

    private void run(Runnable task, String where) {
        try {
            task.run();
        } catch (Throwable failure) {
            report(failure, where);
        }
    }

    private void report(Throwable failure, String where) {
        try {
            failures.accept(failure, where);
        } catch (Throwable dropped) {
            // There is nobody left to tell, and this thread has other jobs.
        }
    }

    /** The next job of the calling thread, or {@code null} if the thread is to end; it is not counted any more then. */
    private @Nullable Job next() {
        synchronized (lock) {
            for (; ; ) {
                // What is left when the pool is closed belongs to the thread that closes it.
                Job job = closed ? null : queue.poll();
                if (job != null) {
                    return job;
                }
                if (closed || !awaitNotification()) {
                    threads--;
                    endIfClosed();
                    return null;
                }
            }
        }
    }

    private void endIfClosed() {
        if (closed && threads == 0) {
            terminated.countDown();
        }
    }

    /** Is idle until notified. Returns {@code false} if the keep-alive has run out instead. */
    private boolean awaitNotification() {
        idle++;
        long end = SystemTimeSource.INSTANCE.nanoTime() + keepAliveNanos;
        while (notified == 0) {
            long remaining = end - SystemTimeSource.INSTANCE.nanoTime();
            if (remaining <= 0) {
                idle--;
                return false;
            }
            try {
                // Rounded up: 0 would be without a limit.
                lock.wait(1 + (remaining - 1) / 1_000_000);
            } catch (InterruptedException e) {
                // Nobody has a reason to interrupt a thread of this pool: it goes on waiting.
            }
        }
        // Whoever notified has taken a thread from `idle`, this one as well as any other.
        notified--;
        return true;
    }

    /**
     * Drops the jobs that have not started, and waits for the threads to end. What runs is not interrupted.
     *
     * @param limit how long to wait; a thread that is interrupted waits no longer
     * @return whether all threads have ended
     */
    public boolean close(Duration limit) {
        Job dropped;
        synchronized (lock) {
            closed = true;
            notified += idle;
            idle = 0;
            lock.notifyAll();
            endIfClosed();
        }
        // Nothing is added any more; the threads may run some of these meanwhile.
        while ((dropped = takeDropped()) != null) {
            drop(dropped);
        }
        return awaitTermination(saturatedNanos(limit));
    }

    private @Nullable Job takeDropped() {
        synchronized (lock) {
            return queue.poll();
        }
    }

    private boolean awaitTermination(long limitNanos) {
        try {
            return terminated.await(limitNanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void drop(Job job) {
        run(job.takeOnDropped(), "dropping a blocking job");
    }

    /** Threads, busy or idle. */
    public int threads() {
        return locked(() -> threads);
    }

    /** Threads that wait for a job. */
    public int idle() {
        return locked(() -> idle);
    }

    /** Jobs that have not started, those that wait for room included. */
    public int queued() {
        return locked(queue::size);
    }

    /** Jobs that wait for room in the queue. Whoever handed them in stands still, which is what bounds their number. */
    public int waiting() {
        return Math.max(0, queued() - queueCapacity);
    }

    private int locked(IntSupplier counter) {
        synchronized (lock) {
            return counter.getAsInt();
        }
    }

    private static long saturatedNanos(Duration duration) {
        try {
            return duration.toNanos();
        } catch (ArithmeticException e) {
            return duration.isNegative() ? 0 : Long.MAX_VALUE;
        }
    }
}
