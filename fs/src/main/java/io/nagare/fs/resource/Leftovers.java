package io.nagare.fs.resource;

import io.nagare.fs.contract.FileInformation;
import io.nagare.fs.handle.HeldDirectory;
import io.nagare.fs.tree.TreeRemoval;
import io.nagare.fs.work.Stop;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The temporary files and directories that are there at the moment. When the process ends in order, as by SIGTERM, a shutdown hook deletes them, for
 * two seconds at the most; SIGKILL leaves them. Any thread may call any method.
 */
public final class Leftovers {

    private static final long MOST_MILLIS = 2000;

    private static final Set<Path> PATHS = ConcurrentHashMap.newKeySet();

    static {
        try {
            Runtime.getRuntime().addShutdownHook(new Thread(Leftovers::deleteInTime, "nagare-leftovers"));
        } catch (IllegalStateException endsAlready) {
            // What is made so late is left behind.
        }
    }

    private Leftovers() {}

    /** The path is to be deleted if the process ends before {@link #remove}. */
    public static void add(Path path) {
        PATHS.add(path);
    }

    public static void remove(Path path) {
        PATHS.remove(path);
    }

    /** The hook's: has another thread delete, so that the end of the process waits no longer than it may. */
    private static void deleteInTime() {
        Stop stop = new Stop();
        Thread deleting = new Thread(() -> delete(stop), "nagare-deletes-leftovers");
        deleting.setDaemon(true);
        deleting.start();
        try {
            deleting.join(MOST_MILLIS);
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
        stop.set();
    }

    private static void delete(Stop stop) {
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
