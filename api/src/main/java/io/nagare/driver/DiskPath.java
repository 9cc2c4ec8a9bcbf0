package io.nagare.driver;

import java.nio.file.Path;

/**
 * A path on the disk of a simulated host. It stands for a path of a program, which knows nothing of that disk. File
 * operations work with this one, and give programs {@link #program} of what they emit.
 *
 * @since 0.1
 */
public interface DiskPath extends Path {

    /** Returns the path of the program that this stands for. */
    Path programPath();

    /**
     * Returns a text that no other call on the same disk returns. It takes the place of process numbers and random
     * numbers in the names of new files, so that a simulation has the same names each time.
     */
    String uniqueName();

    /** Returns the path that a program is given for a path: the same, unless that is on a simulated disk. */
    static Path program(Path path) {
        return path instanceof DiskPath onDisk ? onDisk.programPath() : path;
    }
}
