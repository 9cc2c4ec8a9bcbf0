package io.nagare.engine.scheduler;

import io.nagare.driver.TimeSource;
import io.nagare.engine.poll.PollDriver;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A thread that runs tasks: its own first, then injected ones, then stolen ones; when there are none it parks in its poll
 * driver.
 *
 * <p>Unless they say otherwise, methods are called on this thread, and fields belong to it.
 */
final class Worker extends Thread {

    /** Tasks run between two looks at readiness and timers. */
    static final int RUNS_PER_POLL = 61;

    /** Tasks run from the slot in a row while others wait; what is scheduled after that goes to the back of the queue. */
    static final int SLOT_RUNS = 3;

    /** A poll driver that was not polled for so long is polled by a worker that finds nothing else to do. */
    private static final long STALE_NANOS = 2_000_000;

    /** Address space, not memory: deep compositions recurse when they are compiled and cancelled. */
    private static final long STACK_BYTES = 16 << 20;

    /** How long to wait when the poll driver or the time source fails, so that a lasting failure does not fill the log. */
    private static final long FAILURE_NANOS = 10_000_000;

    private final WorkStealingScheduler scheduler;
    private final Sleepers sleepers;
    private final IdleState idle;
    private final TimeSource time;
    private final Randomness randomness;
    private final int index;
    private final PollDriver driver;
    private final LocalQueue queue;
    private final NextTaskSlot slot = new NextTaskSlot();
    private final Counters counters = new Counters();
    private final InjectionInterval interval = new InjectionInterval();
    private @Nullable ByteBuffer scratch;

    /** Whether the last attempt to poll has failed, which is reported once for failures in a row. */
    private boolean failing;

    private int runsUntilPoll = RUNS_PER_POLL;
    private int runsUntilInjection;
    private int slotRuns;

    /** Whether this worker is counted as searching in the idle state. */
    private boolean searching;

    /** Whether this worker is inside a poll, whose wakes are put into the queue without notifying anybody. */
    private boolean polling;

    /** Whether a task has yielded since the last poll, and its position in the queue. */
    private boolean yielded;

    private int yieldedPosition;

    /** When the current batch of runs began, which is when the last one ended or a wait did; and the number of runs before it. */
    private long batchStart;

    private long batchRuns;

    Worker(WorkStealingScheduler scheduler, int index, PollDriver driver, LocalQueue queue, Randomness randomness) {
        super(null, null, scheduler.name() + "-worker-" + index, STACK_BYTES, false);
        this.scheduler = scheduler;
        this.index = index;
        this.driver = driver;
        this.queue = queue;
        this.randomness = randomness;
        sleepers = scheduler.sleepers();
        idle = scheduler.idle();
        time = scheduler.time();
        AbstractScheduler.makeDaemon(this);
    }

    /** Any thread. */
    WorkStealingScheduler scheduler() {
        return scheduler;
    }

    /** Any thread. */
    int index() {
        return index;
    }

    /** Any thread. */
    PollDriver driver() {
        return driver;
    }

    /** Any thread. */
    LocalQueue queue() {
        return queue;
    }

    /** Any thread. */
    NextTaskSlot slot() {
        return slot;
    }

    /** Any thread. */
    Counters counters() {
        return counters;
    }

    /** Any thread: ends this worker's wait. */
    void unpark() {
        driver.wakeup();
    }

    ByteBuffer scratch() {
        ByteBuffer buffer = scratch;
        if (buffer == null) {
            buffer = ByteBuffer.allocateDirect(AbstractScheduler.SCRATCH_BYTES);
            scratch = buffer;
        }
        return buffer.clear();
    }

    /**
     * Makes a task the next one.
     *
     * <p>Others are notified only if this makes two that are ready: a single one is run by this worker as soon as what it runs
     * now returns, and if that takes long the watchdog sees to it. There is no fence between adding to the queue and
     * reading the idle state. The race is benign: if the last searcher gives up at the same moment, both may miss the
     * other, and the task waits for this worker or for the watchdog's next look, a few milliseconds.
     */
    void schedule(Schedulable task) {
        if (polling) {
            queue.push(task);
        } else if (slotRuns >= SLOT_RUNS && queue.size() > 0) {
            pushAndNotify(task);
        } else {
            Schedulable displaced = slot.put(task);
            if (displaced != null) {
                queue.push(displaced);
                scheduler.wakeOne();
            }
        }
    }

    /** Puts a task at the back, to be run after the next poll. */
    void yield(Schedulable task) {
        if (!yielded) {
            yielded = true;
            yieldedPosition = queue.backPosition();
        }
        pushAndNotify(task);
    }

    private void pushAndNotify(Schedulable task) {
        boolean alone = queue.size() == 0 && slot.isEmpty();
        queue.push(task);
        if (!alone) {
            scheduler.wakeOne();
        }
    }

    @Override
    public void run() {
        while (!scheduler.isStopping()) {
            try {
                runUntilStopping();
            } catch (Throwable failure) {
                // Not a task's: those end in execute.
                failed(failure);
                LockSupport.parkNanos(this, FAILURE_NANOS);
            }
        }
        while (!ranWhatIsLeft()) {
            LockSupport.parkNanos(this, FAILURE_NANOS);
        }
    }

    private void runUntilStopping() {
        batchStart = time.nanoTime();
        while (!scheduler.isStopping()) {
            if (--runsUntilPoll <= 0) {
                maintain();
            }
            Schedulable task = next();
            if (task == null) {
                endBatch();
                task = search();
            }
            if (task == null) {
                park();
            } else {
                execute(task);
            }
        }
    }

    private void execute(Schedulable task) {
        if (searching) {
            searching = false;
            if (idle.stopSearching()) {
                scheduler.wakeIfWorkIsPending();
            }
        }
        counters.countRun();
        scheduler.execute(task);
        if (isInterrupted()) {
            // Meant for the task that has just run; the next one's channels would be closed by it.
            interrupted();
        }
    }

    private @Nullable Schedulable next() {
        if (--runsUntilInjection <= 0) {
            runsUntilInjection = interval.runs();
            Schedulable injected = scheduler.takeOneInjected(queue);
            if (injected != null) {
                slotRuns = 0;
                return injected;
            }
        }
        Schedulable task = slot.take();
        if (task != null) {
            slotRuns++;
            return task;
        }
        slotRuns = 0;
        if (yielded && queue.hasReached(yieldedPosition)) {
            poll();
        }
        task = queue.pop();
        return task != null ? task : scheduler.takeInjected(queue);
    }

    private @Nullable Schedulable search() {
        if (!searching) {
            if (!idle.startSearching()) {
                return null;
            }
            searching = true;
        }
        int workers = scheduler.workers();
        int start = randomness.below(workers);
        for (int i = 0; i < workers; i++) {
            int victim = start + i < workers ? start + i : start + i - workers;
            if (victim == index) {
                continue;
            }
            int before = queue.backPosition();
            Schedulable task = queue.stealFrom(scheduler.worker(victim).queue());
            if (task != null) {
                counters.countSteals(queue.backPosition() - before + 1);
                return task;
            }
        }
        Schedulable injected = scheduler.takeInjected(queue);
        return injected != null ? injected : pollStaleDrivers();
    }

    /** Collects what is ready for workers that have not looked for a while. */
    private @Nullable Schedulable pollStaleDrivers() {
        for (int i = 0; i < scheduler.workers(); i++) {
            PollDriver other = scheduler.worker(i).driver();
            if (i != index && other.hasWork() && batchStart - other.lastPollNanos() > STALE_NANOS) {
                poll(other);
            }
        }
        return queue.pop();
    }

    private void maintain() {
        runsUntilPoll = RUNS_PER_POLL;
        poll();
        endBatch();
    }

    /** Looks at readiness and timers without waiting. */
    private void poll() {
        yielded = false;
        if (driver.hasWork()) {
            poll(driver);
            notifyIfPlenty();
        }
    }

    private void poll(PollDriver any) {
        if (!any.tryAcquire()) {
            return;
        }
        polling = true;
        try {
            any.poll(0);
            failing = false;
        } catch (Throwable failure) {
            failed(failure);
        } finally {
            release(any);
        }
    }

    /** Gives the owner flag up, whatever serving the last messages has come to. */
    private void release(PollDriver held) {
        try {
            held.release();
        } catch (Throwable failure) {
            failed(failure);
        } finally {
            polling = false;
        }
    }

    private void failed(Throwable failure) {
        if (!failing) {
            failing = true;
            scheduler.unseen(failure, getName());
        }
    }

    private void notifyIfPlenty() {
        if (!searching && queue.size() > 1) {
            scheduler.wakeOne();
        }
    }

    private void park() {
        counters.countPark();
        boolean lastSearcher = sleepers.sleep(index, searching);
        searching = false;
        if (lastSearcher) {
            scheduler.wakeIfWorkIsPending();
        }
        do {
            waitForWork();
        } while (isAsleep());
        batchStart = driver.lastPollNanos();
        notifyIfPlenty();
    }

    private void waitForWork() {
        polling = true;
        driver.acquire();
        try {
            driver.poll(-1);
            failing = false;
        } catch (Throwable failure) {
            failed(failure);
            LockSupport.parkNanos(this, FAILURE_NANOS);
        } finally {
            release(driver);
            yielded = false;
        }
    }

    /** After a wait: whether it ended without a reason. */
    private boolean isAsleep() {
        if (scheduler.isStopping()) {
            return false;
        }
        if (queue.size() > 0) {
            searching = !sleepers.wakeWithWork(index);
            return false;
        }
        if (sleepers.contains(index)) {
            return true;
        }
        searching = true;
        return false;
    }

    private void endBatch() {
        long now = time.nanoTime();
        long runs = counters.runs();
        interval.tune(now - batchStart, runs - batchRuns);
        counters.countBusy(now - batchStart);
        batchStart = now;
        batchRuns = runs;
    }

    private boolean ranWhatIsLeft() {
        try {
            Schedulable task;
            while ((task = slot.take()) != null
                    || (task = queue.pop()) != null
                    || (task = scheduler.takeOneInjected(queue)) != null) {
                counters.countRun();
                scheduler.execute(task);
            }
            return true;
        } catch (Throwable failure) {
            failed(failure);
            return false;
        }
    }
}
