package io.nagare.testing.simulation.disk;

/** Decides what a loss of power leaves of changes that were not forced. */
public interface Tearing {

    /** Whether a change survives that is whole or not there. */
    boolean survives();

    /** How many of the first bytes of a write survive, 0 to {@code bytes}. */
    int surviving(int bytes);
}
