package io.nagare.engine.scheduler.base;

/**
 * The seam for chance in the scheduler: it chooses from which worker a thief tries to steal first. Each worker has one,
 * and only that worker calls it.
 */
@FunctionalInterface
public interface Randomness {

    /** Returns a number from 0 to {@code bound - 1}. */
    int below(int bound);
}
