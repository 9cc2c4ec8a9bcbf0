package io.nagare.bench.yard;

import java.util.function.BiConsumer;
import java.util.function.IntConsumer;

/**
 * A work that is repeated and timed.
 *
 * @param label the text before the figures: the name of the work and its sizes
 * @param operations how many operations one repetition has, at least 1
 * @param once does the work once; called by one thread, which may wait
 */
record Work(String label, long operations, Runnable once) {

    Work {
        if (operations < 1) {
            throw new IllegalArgumentException(label + " needs at least 1 operation, but has " + operations);
        }
    }

    /** Makes a work that sends values to receivers. Each receiver gets all values. */
    static Work broadcast(Arguments arguments, IntConsumer once) {
        int receivers = arguments.number(0, 2, 1, 10_000);
        return new Work(
                "broadcast receivers=" + receivers + " cap=" + Sizes.BROADCAST_CAPACITY,
                (long) Sizes.BROADCAST_VALUES * receivers,
                () -> once.accept(receivers));
    }

    /** Makes a work that sends values from several producers through a queue of a given capacity to one receiver. */
    static Work mpsc(Arguments arguments, BiConsumer<Integer, Integer> once) {
        int producers = arguments.number(0, 4, 1, 10_000);
        int capacity = arguments.number(1, 1024, 1, 1 << 24);
        return new Work(
                "mpsc producers=" + producers + " cap=" + capacity,
                Sizes.MPSC_VALUES,
                () -> once.accept(producers, capacity));
    }
}
