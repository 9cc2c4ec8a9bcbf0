package io.nagare.testing.simulation;

import static java.util.Objects.requireNonNull;

import io.nagare.engine.virtual.VirtualMachine;
import io.nagare.testing.simulation.disk.DiskUser;
import io.nagare.testing.simulation.disk.SimulatedDisk;
import io.nagare.testing.simulation.disk.Tearing;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The disk of a {@link Host}. The file operations of its program work on it, with the paths of the program. It is empty
 * at first, but for the directory {@code /tmp}. A relative path begins at the root.
 *
 * <p>A program that is killed leaves all that it wrote. A loss of power leaves what was forced. Of the rest, some
 * writes are lost and some are torn. Of the changes of directories a beginning is left, as on a file system with a
 * journal. A new file needs both: its content forced, and its directory.
 *
 * <p>Called on the thread that drives the simulation, outside of programs.
 *
 * @since 0.1
 */
public final class Disk {

    /** How often a read or write takes less than it could. */
    private static final double PIECES = 0.2;

    private final Host host;
    private final Chance chance;

    /** Decides the order of listings, which is the same as long as a directory is. */
    private final long listing;

    private final SimulatedDisk disk;
    private final FileSystem forTest;
    private User program;
    private double failing;

    /** Whether the test has let operations fail, and whether there were any. */
    private boolean mayFail;

    private boolean used;
    private Duration fastest = Duration.ZERO;
    private Duration slowest = Duration.ZERO;
    private long changes;
    private long powerLostAt = Long.MAX_VALUE;

    Disk(Host host, Chance chance) {
        this.host = host;
        this.chance = chance;
        this.listing = chance.next();
        this.disk = new SimulatedDisk(host.name());
        this.forTest = disk.fileSystem(new OfTest());
        this.program = new User();
    }

    /**
     * Returns a path of this disk for the test: with {@code java.nio.file.Files}, the test looks at what is there, and
     * prepares files. Faults do not concern it, and what it writes is forced.
     *
     * @param path as the program writes it
     */
    public Path path(String path) {
        return forTest.getPath(requireNonNull(path, "path"));
    }

    /**
     * Bounds how many bytes all files may have together. A write that finds no room fails.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public Disk capacity(long bytes) {
        host.checkDriven("capacity");
        if (bytes < 0) {
            throw new IllegalArgumentException("a disk must have room for at least 0 bytes, but was " + bytes);
        }
        host.note("has a disk of " + bytes + " bytes");
        disk.capacity(bytes);
        return this;
    }

    /**
     * Lets operations fail with an input/output error. If forcing a file fails, what was to be forced may be lost, and
     * forcing it again does not help, as on Linux.
     *
     * @param probability for each operation, 0 to 1
     * @throws IllegalArgumentException if it is out of range
     */
    public Disk failing(double probability) {
        host.checkDriven("failing");
        if (!(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException("a probability must be from 0 to 1, but was " + probability);
        }
        host.note("has a disk that fails with probability " + probability);
        failing = probability;
        mayFail |= probability > 0;
        return this;
    }

    /**
     * Lets each job of the program that may block begin later, by a time between two.
     *
     * @throws IllegalArgumentException if a time is negative, or if {@code most} is below {@code least}
     */
    public Disk slow(Duration least, Duration most) {
        host.checkDriven("slow");
        if (least.isNegative() || most.compareTo(least) < 0) {
            throw new IllegalArgumentException(
                    "a disk must take from 0 on, and at most no less than at least, but was given " + least + " and "
                            + most);
        }
        host.note("has a disk that takes " + least + " to " + most);
        fastest = least;
        slowest = most;
        return this;
    }

    /** How often the program has changed or forced something on this disk. */
    public long changes() {
        return changes;
    }

    /**
     * Lets the host lose power instead of making a change, as {@link Host#powerOff} does: in the midst of what the
     * program does. A test that does this with each number up to {@link #changes} of a run without it has tried each
     * moment.
     *
     * @param more how many changes are still made, at least 0
     * @throws IllegalArgumentException if it is negative
     */
    public Disk losePowerAfter(long more) {
        host.checkDriven("losePowerAfter");
        if (more < 0) {
            throw new IllegalArgumentException("a number of changes must be at least 0, but was " + more);
        }
        powerLostAt = changes + more;
        return this;
    }

    /** Takes {@link #losePowerAfter} back. */
    void keepPower() {
        powerLostAt = Long.MAX_VALUE;
    }

    // For the host

    /** The path on this disk for a path of the program; a path of a file system of another kind is left as it is. */
    Path of(Path path) {
        return of(path, program);
    }

    /** The same, for a child. */
    Path of(Path path, User user) {
        String owner = SimulatedDisk.ownerOf(path);
        if (path.getFileSystem() == FileSystems.getDefault() || disk.has(path)) {
            return user.fileSystem.getPath(path.toString());
        }
        if (owner != null) {
            throw new IllegalArgumentException("the path " + path + " is on the disk of the host " + owner
                    + ", which a program of the host " + host + " cannot reach; make it with Path.of");
        }
        return path;
    }

    /** A child that uses the disk, until it ends. */
    User newUser() {
        return new User();
    }

    /** Faults that the test has given a probability, but that had no occasion. */
    Stream<String> withoutOccasion() {
        return mayFail && !used
                ? Stream.of("failures of the disk of " + host + " (its program has not used it with nagare-fs)")
                : Stream.empty();
    }

    /** How much later the next job begins, in nanoseconds. */
    long delay() {
        return slowest.isZero() ? 0 : chance.between(fastest, slowest);
    }

    /** The files and directories that the program has open. */
    List<Path> openFiles() {
        return program.openFiles;
    }

    /** The program has ended, and starts again later. All that it wrote is there. */
    void endProgram() {
        program.ended = true;
        program = new User();
        powerLostAt = Long.MAX_VALUE;
    }

    /** The host has lost power. */
    void losePower() {
        endProgram();
        disk.losePower(new Tearing() {
            @Override
            public boolean survives() {
                return chance.happens(0.5);
            }

            @Override
            public int surviving(int bytes) {
                return switch ((int) chance.below(3)) {
                    case 0 -> 0;
                    case 1 -> bytes;
                    default -> (int) chance.below(bytes + 1L);
                };
            }
        });
    }

    /** The program since its last start, or a child. */
    final class User implements DiskUser {

        private final FileSystem fileSystem = disk.fileSystem(this);
        private final List<Path> openFiles = new ArrayList<>();
        private boolean ended;

        /** A child uses the disk no more: its descriptors are given back. */
        void end() {
            ended = true;
            openFiles.forEach(file -> host.descriptors().giveBack());
            openFiles.clear();
        }

        @Override
        public void beforeRead() throws IOException {
            require();
        }

        @Override
        public void beforeChange(String what) throws IOException {
            if (!ended && changes == powerLostAt) {
                host.losePower("loses power before it " + what);
            }
            require();
            changes++;
            host.note(what);
        }

        private void require() throws IOException {
            used = true;
            if (ended) {
                throw new IOException("the program has ended");
            }
            if (failing > 0 && chance.happens(failing)) {
                throw new IOException("Input/output error");
            }
        }

        @Override
        public int part(int count) {
            return count > 1 && chance.happens(PIECES) ? 1 + (int) chance.below(count) : count;
        }

        @Override
        public long listingPlace(String name) {
            return new Chance(listing ^ name.hashCode()).next();
        }

        @Override
        public Instant now() {
            return host.now();
        }

        @Override
        public void open(Path path) throws IOException {
            require();
            host.descriptors().take();
            openFiles.add(path);
        }

        @Override
        public void close(Path path) {
            if (!ended) {
                host.descriptors().giveBack();
                openFiles.remove(path);
            }
        }

        @Override
        public boolean isForced() {
            return false;
        }
    }

    /** The test, which no fault concerns. */
    private final class OfTest implements DiskUser {

        @Override
        public void beforeRead() {
            requireOutside();
        }

        @Override
        public void beforeChange(String what) {
            requireOutside();
        }

        private void requireOutside() {
            if (VirtualMachine.isInsideTask()) {
                throw new IllegalStateException("a program used a path of the test on the disk of the host " + host
                        + "; a program makes its paths with Path.of, and has only the disk of its own host");
            }
        }

        @Override
        public int part(int count) {
            return count;
        }

        @Override
        public long listingPlace(String name) {
            return 0;
        }

        @Override
        public Instant now() {
            return host.now();
        }

        @Override
        public void open(Path path) {
            requireOutside();
        }

        @Override
        public void close(Path path) {}

        @Override
        public boolean isForced() {
            return true;
        }
    }
}
