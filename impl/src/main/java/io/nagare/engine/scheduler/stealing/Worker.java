package io.nagare.engine.scheduler.stealing;

import io.nagare.engine.poll.PollDriver;
import io.nagare.engine.scheduler.base.AbstractScheduler;
import io.nagare.engine.scheduler.base.Counters;
import io.nagare.engine.scheduler.base.Patience;
import io.nagare.engine.scheduler.base.Randomness;
import io.nagare.engine.scheduler.base.Schedulable;
import io.nagare.engine.scheduler.base.SchedulerThread;
import io.nagare.policy.TimeSource;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A thread that runs tasks: its own, then injected ones, then stolen ones. Without any task it parks in its poll
 * driver.
 *
 * <p>It goes in rounds, see {@link Turns}. At the end of a round it takes the tasks that were injected meanwhile. It
 * also polls its channels then, if half a millisecond or many runs have passed. It looks at timers within a round, too.
 * So while a ready task waits on a worker, no other task runs there more than a few times: {@code ARCHITECTURE.md},
 * Turns.
 *
 * <p>Unless they say otherwise, methods are called on this thread, and only this thread uses the fields.
 */
public final class Worker extends SchedulerThread {

    /** A poll is due when tasks have run for this long, by recent cost, even if they were few. */
    private static final long NANOS_PER_POLL = 500_000;

    /**
     * The stack size, which is address space and not memory. Deep compositions recurse when they are compiled and
     * cancelled.
     */
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

    /** Whether the idle state counts this worker as searching. */
    private boolean searching;

    /** Whether a poll must follow the round, because a task has yielded or many have run since the last poll. */
    private boolean pollDue;

    /** When the current batch of runs began: at the end of the last batch or of a wait. */
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
    public WorkStealingScheduler scheduler() {
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

    /** Any thread: whether this worker has tasks that are worth sharing with another worker. */
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
     * Makes a task the next one to run.
     *
     * <p>Other workers are notified only if two tasks are ready then, and the tasks are worth sharing. If the running
     * task takes long, the watchdog shares the rest. There is no fence between adding to the queue and reading the idle
     * state. The race is benign: if the last searcher gives up at the same moment, both threads may miss the other. The
     * task then waits for this worker, or a few milliseconds for the watchdog's next look.
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

    /** Puts a task at the back, to run after the next poll. */
    void yield(Schedulable task) {
        pollDue = true;
        pushAndNotify(task);
    }

    /** Whether no other task waits than the one that this worker is running. */
    boolean isOtherwiseIdle() {
        return turns.isEmpty() && !scheduler.hasInjected();
    }

    /** Puts the task of the slot where other workers find it, and wakes one of them. */
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
                // Not a failure of a task: execute handles those.
                polls.failed(failure);
                polls.rest();
            }
        }
        while (!ranWhatIsLeft()) {
            polls.rest();
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
            // The interrupt was meant for the task that has just run. It would close the channels of the next one.
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

    /** Begins the next round: polls if a poll is due, and takes the tasks that were injected meanwhile. */
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
        // Only timers within a round: a poll would report channels again while their tasks are still in the queue.
        poll(!turns.isRoundOver());
        thief.balance();
        endBatch();
        runsUntilPoll = cost.runsWithin(NANOS_PER_POLL, AbstractScheduler.RUNS_PER_POLL);
    }

    /** Fires due timers, and also looks at readiness unless {@code timersAlone}. Does not wait. */
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

    /** After a wait: whether the worker is still asleep, because the wait ended without a reason. */
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
