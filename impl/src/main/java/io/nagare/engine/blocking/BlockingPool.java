package io.nagare.engine.blocking;

import io.nagare.driver.BlockingJob;
import io.nagare.driver.ThreadContext;
import io.nagare.engine.queue.IntrusiveQueue;
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
 * The pool of threads that may block. Any thread may call any method.
 *
 * <p>Always holds: exactly one of three things happens to a job. It runs, its owner cancels it, or the pool is closed,
 * drops the job and tells its owner. Jobs start in the order in which they were handed in. A started job is never
 * interrupted.
 */
public final class BlockingPool {

    /*
     * Implementation. One lock guards everything. A thread counts as idle from when it has found the queue empty until
     * another thread notifies it or its keep-alive has run out. A thread that notifies takes one off the idle count
     * under the same lock, and adds one to `notified`. The notified thread takes that one back when it wakes. So the
     * count never includes a thread that has been notified for a job. A job that finds no idle thread gets a new one,
     * while there may be more, even if a thread is just about to wake up. A thread may wake for no reason, or its
     * keep-alive may run out just as it is notified. In both cases `notified` tells the thread whether there is a
     * notification to take.
     *
     * The lock is a monitor: waiting for it and in it takes no memory from the heap. So a thread without a job survives
     * when memory runs out, and the failures of its job end in the handler.
     */

    private final int maxThreads;
    private final int queueCapacity;
    private final long keepAliveNanos;
    private final ThreadFactory threadFactory;
    private final BiConsumer<Throwable, String> failures;

    private final Object lock = new Object();
    private final CountDownLatch terminated = new CountDownLatch(1);
    private final IntrusiveQueue<Job> queue = new IntrusiveQueue<>();
    private int threads;
    private int idle;
    private int notified;
    private boolean closed;

    /**
     * A pool that has no threads yet.
     *
     * @param name the prefix of the threads' names
     * @param maxThreads how many threads there may be, at least 1
     * @param queueCapacity how many queued jobs there is room for; further jobs count as {@link #waiting()}
     * @param keepAlive how long a thread without work is kept
     * @param failures gets what a job throws; anything that it throws itself is dropped
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
     * Hands in a job, which one of the threads runs.
     *
     * @param work the job; what it throws goes to the pool's failure handler
     * @param onDropped called if the pool is closed before the job starts. The thread that closes the pool calls it, or
     *     this call does if the pool is closed already
     * @throws RejectedExecutionException if no thread can be started, and no other thread exists that could take the
     *     job later
     */
    public BlockingJob execute(Runnable work, Runnable onDropped) {
        Job job = new Job(this, work, onDropped);
        if (!enqueue(job, false)) {
            drop(job);
        }
        return job;
    }

    /**
     * As {@link #execute}, for a job that must not be lost. If no thread can be started, the job waits for the next
     * thread that there is. If the job has not started when the pool is closed, the thread that closes the pool runs
     * it.
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
                // Enough notified threads are on their way: other threads have already taken the jobs that they were
                // notified for.
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
            // Mostly "unable to create native thread". The existing threads will get to the job.
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

    /** The body of each thread. */
    private void work() {
        boolean goesOn = true;
        while (goesOn) {
            goesOn = runNext();
        }
    }

    /**
     * Runs the next job. Returns false if the thread must end. This is a method of its own so that a thread that waits
     * for a job keeps no earlier job alive on its stack.
     */
    private boolean runNext() {
        Job job = next();
        if (job == null) {
            return false;
        }
        run(job.takeWork(), "blocking job");
        // What the job has left behind must not reach the next job.
        Thread.interrupted();
        ThreadContext carried = ThreadContext.carried();
        if (carried != null) {
            run(carried::clear, "clearing a thread's context");
        }
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
            // The handler itself has failed, and this thread has other jobs to run.
        }
    }

    /** Waits for the calling thread's next job. Returns null if the thread must end; then it is no longer counted. */
    private @Nullable Job next() {
        synchronized (lock) {
            for (; ; ) {
                // The thread that closes the pool takes the jobs that are left.
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

    /** Waits until notified. Returns false if the keep-alive has run out instead. */
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
                // Rounded up, because 0 means no limit.
                lock.wait(1 + (remaining - 1) / 1_000_000);
            } catch (InterruptedException e) {
                // Nothing interrupts a thread of this pool on purpose, so it goes on waiting.
            }
        }
        // The notifying thread has already taken one off `idle`; it does not matter which thread wakes.
        notified--;
        return true;
    }

    /**
     * Drops the jobs that have not started, and waits for the threads to end. Running jobs are not interrupted.
     *
     * @param limit how long to wait; an interrupt ends the wait
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
        // Nothing is added any more. Only closing threads take the jobs that are left.
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

    /** The number of threads, busy or idle. */
    public int threads() {
        return locked(() -> threads);
    }

    /** The number of threads that wait for a job. */
    public int idle() {
        return locked(() -> idle);
    }

    /** The number of jobs that have not started, including those that wait for room. */
    public int queued() {
        return locked(queue::size);
    }

    /**
     * The number of jobs that wait for room in the queue. A strand that has handed in such a job waits for it, which
     * bounds the number.
     */
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
