package io.nagare.engine.channel;

import io.nagare.driver.Driver;
import io.nagare.driver.Leaf;
import io.nagare.engine.scheduler.Schedulable;
import io.nagare.engine.scheduler.Schedulers;

/**
 * Wakes some of many leaves that have waited for the same event. Who sends to a thousand sleeping receivers gives their
 * runtime a few of these, which its workers share, instead of waking one after the other itself.
 *
 * <p>All leaves of one task live on the runtime that runs it: where that stands still, they would too.
 */
final class WakeTask extends Schedulable {

    /** So few are woken by the caller. */
    private static final int FEW = 32;

    /** How many one task wakes at the most. */
    private static final int MANY = 64;

    private final Leaf[] leaves;
    private final int from;
    private final int to;

    private WakeTask(Leaf[] leaves, int from, int to) {
        this.leaves = leaves;
        this.from = from;
        this.to = to;
    }

    /** Wakes all of these, which are the caller's own. */
    static void wake(Leaf[] leaves) {
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

    /** Where those that live on that runtime end, or are many. */
    private static int endOf(Driver runtime, Leaf[] leaves, int from) {
        int to = from + 1;
        while (to < leaves.length && to - from < MANY && leaves[to].strand().driver() == runtime) {
            to++;
        }
        return to;
    }

    @Override
    protected void run() {
        for (int i = from; i < to; i++) {
            leaves[i].wake();
        }
    }

    /** Never called: this is not registered, as it always comes to its end. */
    @Override
    protected void shutDown() {
        // There is nothing to cancel.
    }
}
