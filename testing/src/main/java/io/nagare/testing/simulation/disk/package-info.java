/**
 * The disk of a simulated host, as a file system of {@code java.nio.file}.
 *
 * <p>Reading order: {@code SimulatedDisk} with {@code Node}, {@code Contents} and {@code Journal} (what there is, and
 * what a loss of power leaves), {@code DiskUser} (who decides what fails) and {@code Tearing}. Then {@code PathWalk}
 * with {@code Place} (where a path leads) and {@code FileTree} (what can be done there). The rest is what the JDK asks
 * of a file system: {@code SimulatedFileSystem}, {@code SimulatedProvider}, {@code SimulatedPath},
 * {@code SimulatedFileChannel} with {@code OpenMode} and {@code FileLocks}, {@code HeldDirectoryStream},
 * {@code NodeView} with {@code NodeAttributes}, {@code SimulatedStore}.
 */
@NullMarked
package io.nagare.testing.simulation.disk;

import org.jspecify.annotations.NullMarked;
