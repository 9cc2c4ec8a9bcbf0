package io.nagare.fs.tree;

import io.nagare.fs.contract.FileInformation;
import io.nagare.fs.handle.HeldDirectory;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The directories on the path from the root of a tree to the current one. Used by one thread at a time, which may
 * block.
 *
 * <p>Always holds: no more than the root and {@link #MOST_OPEN} directories are open, however deep the tree is. A
 * directory that was closed for this is found again by its names below the root, and identified. So no path gets too
 * long for the system.
 */
public final class TreeLevels implements Closeable {

    /** How many directories below the root may be open; each takes two descriptors on Linux. */
    static final int MOST_OPEN = 16;

    /** How many characters of a path are given to the system at once: well below 4,096 bytes in UTF-8. */
    private static final int MOST_CHARACTERS = 1000;

    private static final class Level {

        private final FileInformation information;
        private final Path name;
        private @Nullable HeldDirectory held;

        /** The names that were not gone through when this was closed. */
        private @Nullable Deque<Path> rest;

        Level(FileInformation information, Path name, HeldDirectory held) {
            this.information = information;
            this.name = name;
            this.held = held;
        }
    }

    private final List<Level> levels = new ArrayList<>();
    private final Set<Object> keys = new HashSet<>();
    private final boolean keepsRest;

    /**
     * Takes the root over.
     *
     * @param keepsRest whether the names that are left in a directory are kept when it has to be closed; otherwise it
     *     is gone through anew
     */
    public TreeLevels(HeldDirectory root, FileInformation information, boolean keepsRest) {
        this.keepsRest = keepsRest;
        push(new Level(information, information.path(), root));
    }

    /** How far the present directory is below the root. */
    public int depth() {
        return levels.size() - 1;
    }

    boolean isEmpty() {
        return levels.isEmpty();
    }

    /** What the present directory is. */
    public FileInformation information() {
        return top().information;
    }

    /** Whether a directory is on the path from the root to the present one. */
    boolean contains(FileInformation directory) {
        return directory.key() != null && keys.contains(directory.key());
    }

    /** Returns the next name in the present directory, or null if there is none left. */
    public @Nullable Path next() throws IOException {
        Deque<Path> rest = top().rest;
        return rest != null ? rest.poll() : current().next();
    }

    /** The present directory, open. */
    public HeldDirectory current() throws IOException {
        HeldDirectory held = top().held;
        if (held == null) {
            reopen();
            held = Objects.requireNonNull(top().held, "reopened");
        }
        return held;
    }

    /** Goes down: a directory in the present one becomes the present one. */
    public void enter(Path name, FileInformation directory) throws IOException {
        push(new Level(directory, name, current().enter(name, directory.key())));
        int last = levels.size() - 1 - MOST_OPEN;
        if (last > 0) {
            suspend(levels.get(last));
        }
    }

    private void suspend(Level level) throws IOException {
        HeldDirectory held = level.held;
        if (held == null) {
            return;
        }
        level.held = null;
        try (held) {
            if (keepsRest && level.rest == null) {
                Deque<Path> rest = new ArrayDeque<>();
                level.rest = rest;
                for (Path name = held.next(); name != null; name = held.next()) {
                    rest.add(name);
                }
            }
        }
    }

    /** Opens the present directory again, and those just above it, which will be needed next. */
    private void reopen() throws IOException {
        int last = levels.size() - 1;
        int first = Math.max(1, last - MOST_OPEN / 2);
        Level root = levels.get(0);
        HeldDirectory above = Objects.requireNonNull(root.held, "the root is always open");
        HeldDirectory found = found(above, first);
        levels.get(first).held = found;
        for (int depth = first + 1; depth <= last; depth++) {
            Level level = levels.get(depth);
            found = found.enter(level.name, level.information.key());
            level.held = found;
        }
    }

    /** Goes down from the root by as many names at once as the system takes. */
    private HeldDirectory found(HeldDirectory root, int depth) throws IOException {
        HeldDirectory from = root;
        int next = 1;
        while (true) {
            Path names = levels.get(next).name;
            int characters = names.toString().length();
            while (next < depth && characters < MOST_CHARACTERS) {
                next++;
                Path name = levels.get(next).name;
                characters += name.toString().length() + 1;
                names = names.resolve(name);
            }
            HeldDirectory before = from;
            try {
                from = next == depth ? before.enter(names, levels.get(depth).information.key()) : before.step(names);
            } finally {
                if (before != root) {
                    before.close();
                }
            }
            if (next == depth) {
                return from;
            }
            next++;
        }
    }

    /**
     * Goes up: closes the present directory, and makes the one above it the present one. Returns the name of the closed
     * one.
     */
    public Path leave() throws IOException {
        Level level = levels.remove(levels.size() - 1);
        if (level.information.key() != null) {
            keys.remove(level.information.key());
        }
        if (level.held != null) {
            level.held.close();
        }
        return level.name;
    }

    private void push(Level level) {
        levels.add(level);
        if (level.information.key() != null) {
            keys.add(level.information.key());
        }
    }

    private Level top() {
        return levels.get(levels.size() - 1);
    }

    @Override
    public void close() throws IOException {
        IOException failure = null;
        while (!levels.isEmpty()) {
            try {
                leave();
            } catch (IOException thrown) {
                failure = thrown;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
