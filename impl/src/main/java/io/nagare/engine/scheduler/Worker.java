package io.nagare.engine.scheduler;

import io.nagare.driver.TimeSource;
import io.nagare.engine.poll.PollDriver;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A thread that runs tasks: its own, then injected ones, then stolen ones. Without any it parks in its poll driver.
 *
 * <p>It goes in rounds, see {@link Turns}. At the end of a round it takes what was injected since, and looks at its
 * sockets if half a millisecond or many runs have passed; at timers it looks within a round, too. So between a task's
 * becoming ready on a worker and its run no other task runs there more than a few times: {@code ARCHITECTURE.md},
 * Turns.
 *
 * <p>Unless they say otherwise, methods are called on this thread, and fields belong to it.
 */
final class Worker extends SchedulerThread {

    /** So much is run, by recent cost, between two such looks, if that is fewer tasks. */
    private static final long NANOS_PER_POLL = 500_000;

    /** Address space, not memory: deep compositions recurse when they are compiled and cancelled. */
    private static final long STACK_BYTES = 16 << 20;

    private final WorkStealingScheduler scheduler;
    private final Sleepers sleepers;
    private final IdleState idle;
    private final TimeSource time;
    private final int index;
    private final PollDriver driver;
    private final LocalQueue queue;
    private final NextTaskSlot slot;
    private final Turns turns;
    private final Polls polls;
    private final Counters counters = new Counters();
    private final RunCost cost = new RunCost();
    private final Thief thief;
    private final Patience patience;
    private @Nullable ByteBuffer scratch;

    private int runsUntilPoll = AbstractScheduler.RUNS_PER_POLL;

    /** Whether this worker is counted as searching in the idle state. */
    private boolean searching;

    /** Whether a poll follows the round: a task has yielded, or many have run since the last poll. */
    private boolean pollDue;

    /** When the current batch of runs began, which is when the last one ended or a wait did. */
    private long batchStart;

    Worker(WorkStealingScheduler scheduler, int index, PollDriver driver, LocalQueue queue, Randomness randomness) {
        super(scheduler.name() + "-worker-" + index, STACK_BYTES);
        this.scheduler = scheduler;
        this.index = index;
        this.driver = driver;
        this.queue = queue;
        turns = new Turns(queue);
        slot = turns.slot();
        polls = new Polls(driver, failure -> scheduler.unseen(failure, getName()));
        thief = new Thief(scheduler, index, queue, randomness, counters);
        sleepers = scheduler.sleepers();
        idle = scheduler.idle();
        time = scheduler.time();
        patience = new Patience(time, () -> scheduler.hasWorkToShare() || scheduler.isStopping());
        AbstractScheduler.makeDaemon(this);
    }

    @Override
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

    /** Any thread. */
    RunCost cost() {
        return cost;
    }

    /** Any thread: whether there are tasks here that another worker should take. */
    boolean hasWorkToShare() {
        return cost.isWorthSharing(queue.size());
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
     * <p>Others are notified only if this makes two that are ready, and they are worth it. If the running task takes
     * long the watchdog sees to the rest. There is no fence between adding to the queue and reading the idle state. The
     * race is benign: if the last searcher gives up at the same moment, both may miss the other, and the task waits for
     * this worker or for the watchdog's next look, a few milliseconds.
     */
    void schedule(Schedulable task) {
        if (polls.isPolling()) {
            queue.push(task);
        } else if (turns.hasHadItsTurn(task)) {
            pushAndNotify(task);
        } else {
            Schedulable displaced = slot.put(task);
            if (displaced != null) {
                share(displaced);
            }
        }
    }

    /** Puts a task at the back, to be run after the next poll. */
    void yield(Schedulable task) {
        pollDue = true;
        pushAndNotify(task);
    }

    /** Whether nothing waits to be run but what this worker is running. */
    boolean isOtherwiseIdle() {
        return turns.isEmpty() && !scheduler.hasInjected();
    }

    /** Puts the next task where other workers find it. */
    void offerNext() {
        if (turns.giveAway()) {
            cost.forget();
            scheduler.wakeOne();
        }
    }

    private void pushAndNotify(Schedulable task) {
        if (turns.isEmpty()) {
            queue.push(task);
        } else {
            share(task);
        }
    }

    private void share(Schedulable task) {
        if (task.hasNeverRun()) {
            cost.forget();
        }
        queue.push(task);
        if (hasWorkToShare()) {
            scheduler.wakeOne();
        }
    }

    @Override
    public void run() {
        driver.polledByCurrentThread();
        while (!scheduler.isStopping()) {
            try {
                runUntilStopping();
            } catch (Throwable failure) {
                // Not a task's: those end in execute.
                polls.failed(failure);
                LockSupport.parkNanos(this, Polls.FAILURE_NANOS);
            }
        }
        while (!ranWhatIsLeft()) {
            LockSupport.parkNanos(this, Polls.FAILURE_NANOS);
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
        turns.runs(task);
        scheduler.execute(task);
        if (isInterrupted()) {
            // Meant for the task that has just run; the next one's channels would be closed by it.
            interrupted();
        }
    }

    private @Nullable Schedulable next() {
        Schedulable task = turns.takeAhead(scheduler);
        if (task != null) {
            return task;
        }
        if (turns.isRoundOver()) {
            beginRound();
        }
        return queue.pop();
    }

    /** All that was there has run: takes what was injected meanwhile, and polls if that is due. */
    private void beginRound() {
        if (pollDue) {
            poll(false);
        }
        takeInjected();
        turns.beginRound();
    }

    private @Nullable Schedulable search() {
        if (!searching) {
            if (!idle.startSearching()) {
                return null;
            }
            searching = true;
        }
        Schedulable stolen = thief.search();
        if (stolen != null) {
            return stolen;
        }
        if (!takeInjected()) {
            polls.pollStale(scheduler, batchStart);
        }
        return queue.pop();
    }

    private boolean takeInjected() {
        boolean some = scheduler.takeInjected(queue);
        if (some) {
            cost.forget();
        }
        return some;
    }

    private void maintain() {
        // Within a round all channels whose tasks are still in the queue would be reported again.
        poll(!turns.isRoundOver());
        thief.balance();
        endBatch();
        runsUntilPoll = cost.runsWithin(NANOS_PER_POLL, AbstractScheduler.RUNS_PER_POLL);
    }

    /** Looks at timers, and at readiness unless it is said otherwise, without waiting. */
    private void poll(boolean timersAlone) {
        pollDue = timersAlone;
        if (driver.hasWork()) {
            polls.poll(driver, timersAlone);
            notifyIfPlenty();
        }
    }

    private void notifyIfPlenty() {
        if (!searching && queue.size() > 1) {
            cost.forget();
            scheduler.wakeOne();
        }
    }

    private void park() {
        if (searching && patience.finds()) {
            return;
        }
        long asleepSince = batchStart;
        counters.countPark();
        queue.shrink();
        boolean lastSearcher = sleepers.sleep(index, searching);
        searching = false;
        if (lastSearcher) {
            scheduler.wakeIfWorkIsPending();
        }
        do {
            polls.await();
            pollDue = false;
        } while (isAsleep());
        batchStart = driver.lastPollNanos();
        patience.hasSlept(batchStart - asleepSince, searching);
        notifyIfPlenty();
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
        counters.countBusy(now - batchStart);
        cost.batchEnded(counters.runs(), now - batchStart);
        batchStart = now;
    }

    private boolean ranWhatIsLeft() {
        try {
            Schedulable task;
            while ((task = slot.take()) != null
                    || (task = queue.pop()) != null
                    || scheduler.takeInjected(queue) && (task = queue.pop()) != null) {
                counters.countRun();
                scheduler.execute(task);
            }
            return true;
        } catch (Throwable failure) {
            polls.failed(failure);
            return false;
        }
    }
}
