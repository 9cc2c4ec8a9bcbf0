package io.nagare.testing.simulation.disk;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The changes of directories that were not forced, oldest first. A loss of power leaves a beginning of them, as on a
 * file system with a journal. Forcing a directory makes the changes of that directory lasting.
 */
final class Journal {

    /** How many changes may wait. Beyond that the oldest are on the disk. */
    private static final int MOST_UNFORCED = 10_000;

    /** An entry of a directory, and the node that has its name from now on; null if there is none. */
    record Entry(Node.Directory directory, String name, @Nullable Node node) {

        private void apply(Map<String, Node> entries) {
            entries.remove(name);
            if (node != null) {
                entries.put(name, node);
            }
        }
    }

    /** Entries that change together, as in a rename. */
    private record Change(List<Entry> entries) {

        private boolean concerns(Node.Directory directory) {
            return entries.stream().anyMatch(entry -> entry.directory == directory);
        }

        private void force() {
            entries.forEach(entry -> entry.apply(entry.directory.forced));
        }
    }

    private final Deque<Change> unforced = new ArrayDeque<>();

    /** Makes a change that programs see at once. */
    void change(Entry... entries) {
        Change change = new Change(List.of(entries));
        change.entries.forEach(entry -> entry.apply(entry.directory.entries));
        unforced.addLast(change);
        if (unforced.size() > MOST_UNFORCED) {
            unforced.removeFirst().force();
        }
    }

    /** Makes sure that a loss of power loses no change of a directory. */
    void force(Node.Directory directory) {
        for (Iterator<Change> changes = unforced.iterator(); changes.hasNext(); ) {
            Change change = changes.next();
            if (change.concerns(directory)) {
                change.force();
                changes.remove();
            }
        }
    }

    /** Makes all changes lasting. */
    void forceAll() {
        unforced.forEach(Change::force);
        unforced.clear();
    }

    /** The machine has lost power. A beginning of the changes is on the disk. */
    void losePower(Tearing tearing) {
        while (!unforced.isEmpty() && tearing.survives()) {
            unforced.removeFirst().force();
        }
        unforced.clear();
    }
}
