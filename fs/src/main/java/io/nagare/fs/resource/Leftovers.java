package io.nagare.fs.resource;

import io.nagare.driver.DiskPath;
import io.nagare.fs.contract.FileInformation;
import io.nagare.fs.handle.HeldDirectory;
import io.nagare.fs.tree.TreeRemoval;
import io.nagare.fs.work.Stop;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The temporary files and directories that exist now. When the process ends in order, as by SIGTERM, a shutdown hook
 * deletes them. It takes at most two seconds. SIGKILL leaves them behind. Any thread may call any method.
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

    /**
     * Notes a path that is to be deleted if the process ends before {@link #remove}. A simulated disk ends with its
     * simulation, so nothing on it is noted.
     */
    public static void add(Path path) {
        if (!(path instanceof DiskPath)) {
            PATHS.add(path);
        }
    }

    public static void remove(Path path) {
        PATHS.remove(path);
    }

    /** Called by the hook. Another thread deletes, so that the process ends in time even if deleting takes long. */
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
