package io.nagare.engine.scheduler;

/** The seam for chance: whom a worker tries to steal from first. One for each worker, called by it alone. */
@FunctionalInterface
public interface Randomness {

    /** A number from 0 to {@code bound - 1}. */
    int below(int bound);
}
