package io.nagare.bench.yard;

/**
 * A work that is repeated and timed.
 *
 * @param label what stands before the figures: the name of the work and its sizes
 * @param operations how many operations doing it once is, at least 1
 * @param once does it once; called by one thread, which may wait
 */
record Work(String label, long operations, Runnable once) {

    Work {
        if (operations < 1) {
            throw new IllegalArgumentException(label + " needs at least 1 operation, but has " + operations);
        }
    }
}
