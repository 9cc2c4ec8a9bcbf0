package io.nagare.engine.scheduler;

import org.jspecify.annotations.Nullable;

/**
 * Whose turn it is on one worker: its queue in rounds, and ahead of that the task in its slot. Used on the worker's
 * thread alone, but for what the queue and the slot themselves let others do.
 *
 * <p>A round is what was in the queue when the round began. Ahead of it goes only the task that the running one woke
 * last, once in a round and a few times in a row.
 */
final class Turns {

    /** Tasks run from the slot in a row while others wait, so that a chain of new tasks does not keep them waiting. */
    private static final int SLOT_RUNS = 3;

    private final LocalQueue queue;
    private final NextTaskSlot slot = new NextTaskSlot();

    private int slotRuns;

    /** The number of the round, never 0, and the position in the queue where it ends. */
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

    /** Whether nothing waits. */
    boolean isEmpty() {
        return queue.size() == 0 && slot.isEmpty();
    }

    /** Whether a task goes to the back, as it has run in this round and others wait. */
    boolean hasHadItsTurn(Schedulable task) {
        return task.round == round && queue.size() > 0;
    }

    /** A task runs now. */
    void runs(Schedulable task) {
        task.round = round;
    }

    /** Whether all that was in the queue when the round began has been taken. */
    boolean isRoundOver() {
        return queue.hasReached(roundEnd);
    }

    /** What is in the queue now is the next round. */
    void beginRound() {
        // Not 0, which is what a task has that never ran.
        round = round == Integer.MAX_VALUE ? 1 : round + 1;
        roundEnd = queue.backPosition();
    }

    /** The task in the slot if it may go ahead; if not, it is put to the back. */
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

    /** Puts the task of the slot to the back, where other workers find it. Returns whether there was one. */
    boolean giveAway() {
        Schedulable task = slot.take();
        if (task != null) {
            queue.push(task);
        }
        return task != null;
    }
}
