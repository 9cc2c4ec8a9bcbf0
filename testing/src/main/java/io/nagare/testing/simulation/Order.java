package io.nagare.testing.simulation;

import io.nagare.engine.virtual.VirtualWorld;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.IntFunction;

/**
 * Chooses the task that runs next. In one half of the histories each choice is drawn anew. In the other half each task
 * has a priority, which seldom changes. So some tasks wait for long, and rare orders come up ("A Randomized Scheduler
 * with Probabilistic Guarantees of Finding Bugs", Burckhardt and others, 2010). Used by the thread that steps.
 */
final class Order implements VirtualWorld.Choice {

    /** One in so many choices lowers the priority of the chosen task. */
    private static final long CHANGE = 64;

    private final Chance chance;
    private final boolean hasPriorities;

    /** Never iterated over, so the identity of tasks decides nothing. */
    private final Map<Object, Long> priorities = new WeakHashMap<>();

    private long lowest;

    Order(Chance chance) {
        this.chance = chance;
        this.hasPriorities = chance.happens(0.5);
    }

    @Override
    public int choose(int count, IntFunction<Object> tasks) {
        if (!hasPriorities) {
            return (int) chance.below(count);
        }
        int best = 0;
        long highest = Long.MIN_VALUE;
        for (int i = 0; i < count; i++) {
            long priority = priority(tasks.apply(i));
            if (priority > highest) {
                highest = priority;
                best = i;
            }
        }
        if (chance.below(CHANGE) == 0) {
            priorities.put(tasks.apply(best), --lowest);
        }
        return best;
    }

    private long priority(Object task) {
        Long known = priorities.get(task);
        if (known == null) {
            known = chance.next() >>> 1;
            priorities.put(task, known);
        }
        return known;
    }
}
