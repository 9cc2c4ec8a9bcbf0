package io.nagare.engine.scheduler.stealing;

import io.nagare.engine.scheduler.base.Counters;
import io.nagare.engine.scheduler.base.Randomness;
import io.nagare.engine.scheduler.base.Schedulable;
import org.jspecify.annotations.Nullable;

/** Takes tasks out of other workers' queues for one worker. Only that worker's thread uses it. */
final class Thief {

    /** A busy worker steals from a queue that has this many tasks more than twice its own. */
    private static final int IMBALANCE = 64;

    private final WorkStealingScheduler scheduler;
    private final int index;
    private final LocalQueue queue;
    private final Randomness randomness;
    private final Counters counters;

    /** Makes the thief of the worker with the given index, which fills that worker's queue. */
    Thief(WorkStealingScheduler scheduler, int index, LocalQueue queue, Randomness randomness, Counters counters) {
        this.scheduler = scheduler;
        this.index = index;
        this.queue = queue;
        this.randomness = randomness;
        this.counters = counters;
    }

    /**
     * For a worker that has nothing to do: steals half of the first queue that has tasks worth sharing. Returns one of
     * the tasks, to be run next; null if none was stolen.
     */
    @Nullable Schedulable search() {
        int workers = scheduler.workers();
        int start = randomness.below(workers);
        for (int i = 0; i < workers; i++) {
            Schedulable task = share(start + i < workers ? start + i : start + i - workers);
            if (task != null) {
                return task;
            }
        }
        return null;
    }

    private @Nullable Schedulable share(int victim) {
        if (victim == index || !scheduler.worker(victim).hasWorkToShare()) {
            return null;
        }
        return stealFrom(scheduler.worker(victim).queue());
    }

    /** For a busy worker: steals from another worker if the tasks there wait much longer than its own. */
    void balance() {
        int victim = randomness.below(scheduler.workers());
        if (victim == index) {
            return;
        }
        LocalQueue other = scheduler.worker(victim).queue();
        if (other.size() - IMBALANCE > 2 * queue.size()) {
            Schedulable stolen = stealFrom(other);
            if (stolen != null) {
                queue.push(stolen);
            }
        }
    }

    private @Nullable Schedulable stealFrom(LocalQueue victim) {
        int before = queue.backPosition();
        Schedulable task = queue.stealFrom(victim);
        if (task != null) {
            counters.countSteals(queue.backPosition() - before + 1);
        }
        return task;
    }
}
