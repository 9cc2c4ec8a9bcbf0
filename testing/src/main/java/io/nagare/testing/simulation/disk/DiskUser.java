package io.nagare.testing.simulation.disk;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

/**
 * Whoever uses a disk: the program of a host since its last start, or the test. It decides what fails. Called on the
 * thread that steps.
 */
public interface DiskUser {

    /**
     * Called before anything is read or looked at.
     *
     * @throws IOException if that fails
     */
    void beforeRead() throws IOException;

    /**
     * Called before anything is changed or forced.
     *
     * @param what the change, for the timeline
     * @throws IOException if it fails; then nothing is changed
     */
    void beforeChange(String what) throws IOException;

    /** Returns how many of {@code count} bytes the next read or write takes, at least 1. */
    int part(int count);

    /** Where a name comes in a listing of its directory: the smallest number first. */
    long listingPlace(String name);

    /** The time of day. */
    Instant now();

    /**
     * Takes a descriptor for a file or directory.
     *
     * @throws IOException if there is none left
     */
    void open(Path path) throws IOException;

    /** Gives the descriptor of a file or directory back. */
    void close(Path path);

    /** Whether a change is on the disk at once, without being forced. */
    boolean isForced();
}
