package io.nagare.engine.channel.ring;

import io.nagare.driver.Driver;
import io.nagare.driver.Leaf;
import io.nagare.engine.scheduler.Schedulers;
import io.nagare.engine.scheduler.base.Schedulable;

/**
 * Wakes some of many leaves that have waited for the same event. A sender with a thousand sleeping receivers does not
 * wake them one by one. It schedules a few of these tasks on their runtime, and the workers there share them.
 *
 * <p>All leaves of one task belong to the runtime that runs it. If that runtime stands still, its leaves would stand
 * still anyway.
 */
public final class WakeTask extends Schedulable {

    /** Up to this many leaves, the caller wakes them itself. */
    private static final int FEW = 32;

    /** How many leaves one task wakes, at most. */
    private static final int MANY = 64;

    private final Leaf[] leaves;
    private final int from;
    private final int to;

    private WakeTask(Leaf[] leaves, int from, int to) {
        this.leaves = leaves;
        this.from = from;
        this.to = to;
    }

    /** Wakes all leaves of an array, which no other thread may change. */
    public static void wake(Leaf[] leaves) {
        for (int from = 0; from < leaves.length; ) {
            Driver runtime = leaves[from].strand().driver();
            int to = leaves.length <= FEW ? leaves.length : endOf(runtime, leaves, from);
            WakeTask task = new WakeTask(leaves, from, to);
            if (to - from <= FEW) {
                task.run();
            } else {
                Schedulers.of(runtime).schedule(task);
            }
            from = to;
        }
    }

    /** The end of the leaves that belong to this runtime, or of the first {@code MANY} of them. */
    private static int endOf(Driver runtime, Leaf[] leaves, int from) {
        int to = from + 1;
        while (to < leaves.length && to - from < MANY && leaves[to].strand().driver() == runtime) {
            to++;
        }
        return to;
    }

    @Override
    public void run() {
        for (int i = from; i < to; i++) {
            leaves[i].wake();
        }
    }

    /** Never called: this task is not in the list of live strands, because it always ends. */
    @Override
    public void shutDown() {
        // There is nothing to cancel.
    }
}
