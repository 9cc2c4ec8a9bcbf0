package io.nagare.engine.scheduler.stealing;

import io.nagare.engine.scheduler.base.Schedulable;
import org.jspecify.annotations.Nullable;

/**
 * Decides which task of a worker has its turn: its queue in rounds, and ahead of the queue the task in its slot. Only
 * the worker's thread uses it, except for {@link #queue} and {@link #slot}.
 *
 * <p>A round is the tasks that the queue held when the round began. Only one task goes ahead of them: the task that the
 * running one woke last. A task does so once in a round, and at most a few such tasks run in a row.
 */
final class Turns {

    /**
     * How many tasks from the slot run in a row while others wait. So a chain of new tasks does not hold the others up.
     */
    private static final int SLOT_RUNS = 3;

    private final LocalQueue queue;
    private final NextTaskSlot slot = new NextTaskSlot();

    private int slotRuns;

    /** The number of the round, never 0. The next field is the position in the queue where the round ends. */
    private int round = 1;

    private int roundEnd;

    Turns(LocalQueue queue) {
        this.queue = queue;
    }

    /** Any thread. */
    LocalQueue queue() {
        return queue;
    }

    /** Any thread. */
    NextTaskSlot slot() {
        return slot;
    }

    /** Whether no task waits. */
    boolean isEmpty() {
        return queue.size() == 0 && slot.isEmpty();
    }

    /** Whether a task must go to the back, because it has run in this round and other tasks wait. */
    boolean hasHadItsTurn(Schedulable task) {
        return task.round == round && queue.size() > 0;
    }

    /** Notes that a task runs now. */
    void runs(Schedulable task) {
        task.round = round;
    }

    /** Whether all tasks of the round have been taken. */
    boolean isRoundOver() {
        return queue.hasReached(roundEnd);
    }

    /** Begins a round with the tasks that are in the queue now. */
    void beginRound() {
        // Never 0, because 0 marks a task that has never run.
        round = round == Integer.MAX_VALUE ? 1 : round + 1;
        roundEnd = queue.backPosition();
    }

    /** Takes the task in the slot if it may go ahead. Otherwise puts that task at the back and returns null. */
    @Nullable Schedulable takeAhead(WorkStealingScheduler scheduler) {
        Schedulable task = slot.take();
        if (task != null) {
            if (++slotRuns <= SLOT_RUNS || queue.size() == 0 && !scheduler.hasInjected()) {
                return task;
            }
            queue.push(task);
        }
        slotRuns = 0;
        return null;
    }

    /** Puts the task of the slot at the back, where other workers find it. Returns whether there was one. */
    boolean giveAway() {
        Schedulable task = slot.take();
        if (task != null) {
            queue.push(task);
        }
        return task != null;
    }
}
