package io.nagare.fs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * The temporary files and directories that are there at the moment. When the process ends in order, as by SIGTERM, a shutdown hook deletes them, for
 * two seconds at the most; SIGKILL leaves them. Any thread may call any method.
 */
final class Leftovers {

    private static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(2);

    private static final Set<Path> PATHS = ConcurrentHashMap.newKeySet();

    static {
        try {
            Runtime.getRuntime().addShutdownHook(new Thread(Leftovers::delete, "nagare-leftovers"));
        } catch (IllegalStateException endsAlready) {
            // What is made so late is left behind.
        }
    }

    private Leftovers() {}

    /** The path is to be deleted if the process ends before {@link #remove}. */
    static void add(Path path) {
        PATHS.add(path);
    }

    static void remove(Path path) {
        PATHS.remove(path);
    }

    private static void delete() {
        Stop stop = new TimeStop(MOST_NANOS);
        for (Path path : PATHS) {
            if (stop.isSet()) {
                return;
            }
            delete(path, stop);
        }
    }

    private static void delete(Path path, Stop stop) {
        try (HeldDirectory parent = HeldDirectory.above(path)) {
            Path name = HeldDirectory.nameOf(path);
            FileInformation entry = parent.lookIfThere(name);
            if (entry != null && entry.isDirectory()) {
                new TreeRemoval(stop).removeIfExists(path);
            } else if (entry != null) {
                parent.deleteFile(name);
            }
        } catch (IOException notPossible) {
            // Nobody is there any more to be told.
        }
    }
}
