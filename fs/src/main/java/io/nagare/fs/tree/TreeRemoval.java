package io.nagare.fs.tree;

import io.nagare.fs.contract.FileInformation;
import io.nagare.fs.failure.ReplacedException;
import io.nagare.fs.handle.HeldDirectory;
import io.nagare.fs.work.Stop;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/**
 * Deletes trees of any depth. All methods may block.
 *
 * <p>Each entry, the root too, is looked at, entered and deleted relative to its directory, which stays open, see
 * {@link HeldDirectory}. If a link takes the place of a directory meanwhile, the link itself is deleted or refused.
 * Nothing behind it is touched.
 */
public final class TreeRemoval {

    /** How often an entry may be replaced between the look at it and its opening. */
    private static final int MOST_LOOKS = 16;

    private final Stop stop;
    private long removed;

    public TreeRemoval(Stop stop) {
        this.stop = stop;
    }

    /** Returns how many entries were deleted. */
    public long remove(Path directory) throws IOException {
        Path entry = HeldDirectory.entry(directory);
        Path name = HeldDirectory.nameOf(entry);
        try (HeldDirectory parent = HeldDirectory.above(entry)) {
            FileInformation root = parent.look(name, false);
            if (!root.isDirectory()) {
                throw new NotDirectoryException(directory.toString());
            }
            if (stop.isSet()) {
                return removed;
            }
            try (TreeLevels levels = new TreeLevels(parent.enter(name, root.key()), root, false)) {
                empty(levels);
            }
            if (!stop.isSet()) {
                parent.deleteDirectory(name);
                removed++;
            }
        }
        return removed;
    }

    public void removeIfExists(Path directory) throws IOException {
        try {
            remove(directory);
        } catch (NoSuchFileException gone) {
            return;
        }
    }

    private void empty(TreeLevels levels) throws IOException {
        while (!stop.isSet()) {
            Path name = levels.next();
            try {
                if (name != null) {
                    delete(levels, name);
                } else if (levels.depth() == 0) {
                    return;
                } else {
                    Path emptied = levels.leave();
                    levels.current().deleteDirectory(emptied);
                    removed++;
                }
            } catch (NoSuchFileException deletedMeanwhile) {
                continue;
            }
        }
    }

    private void delete(TreeLevels levels, Path name) throws IOException {
        for (int look = 1; ; look++) {
            HeldDirectory directory = levels.current();
            FileInformation entry = directory.look(name, false);
            if (!entry.isDirectory()) {
                directory.deleteFile(name);
                removed++;
                return;
            }
            try {
                levels.enter(name, entry);
                return;
            } catch (ReplacedException | NotDirectoryException replaced) {
                if (look == MOST_LOOKS) {
                    throw replaced;
                }
            }
        }
    }
}
