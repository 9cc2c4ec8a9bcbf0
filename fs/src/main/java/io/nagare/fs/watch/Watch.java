package io.nagare.fs.watch;

import io.nagare.driver.Leaf;
import io.nagare.fs.contract.FileChange;
import io.nagare.fs.contract.FileChange.Kind;
import io.nagare.fs.contract.FileInformation;
import io.nagare.fs.contract.FileOperationException;
import io.nagare.fs.failure.FileFailure;
import io.nagare.fs.failure.ReplacedException;
import io.nagare.fs.handle.HeldDirectory;
import io.nagare.fs.handle.Stat;
import io.nagare.fs.tree.TreeLevels;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.util.ArrayDeque;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * The part of one subscription to changes that the watching thread and blocking jobs use. It knows what is watched,
 * and holds the changes that the strand has not taken. Any thread may call any method.
 *
 * <p>Always holds: at most {@link #MOST_KEPT} changes wait. If there were more, one {@link Kind#OVERFLOW} takes the
 * place of all.
 */
final class Watch {

    /** How many changes may wait. */
    static final int MOST_KEPT = 1024;

    private final Path watched;
    private final WatchScope scope;
    private final Leaf reader;

    /** What identifies the directory that is watched; written before this is registered. */
    private volatile @Nullable Object rootKey;

    /** The directories that are watched. Any other has left the tree, and its registration is about to end. */
    private final PathTree<Boolean> directories = new PathTree<>();

    /** The directories of a tree that may not be listed. They are tried again when their permissions change. */
    private final Set<Path> leftOut = ConcurrentHashMap.newKeySet();

    /** Guarded by itself, as are all fields below. */
    private final ArrayDeque<FileChange> changes = new ArrayDeque<>();

    /** The work that is left to do because directories have come or gone. */
    private final ArrayDeque<Following> following = new ArrayDeque<>();

    private boolean isFollowing;
    private boolean ended;
    private boolean closed;
    private @Nullable FileOperationException failure;

    Watch(Path watched, WatchScope scope, Leaf reader) {
        this.watched = watched;
        this.scope = scope;
        this.reader = reader;
    }

    /** Begins. May block. */
    void begin() {
        try {
            Path directory = scope == WatchScope.FILE ? parent() : watched;
            FileInformation root = Stat.of(directory, true);
            if (!root.isDirectory()) {
                throw new NotDirectoryException(directory.toString());
            }
            if (scope == WatchScope.FILE && Files.isDirectory(watched)) {
                throw new IOException("it is a directory");
            }
            rootKey = root.key();
            directories.put(directory, true);
            SharedWatcher.register(this, directory);
            if (scope == WatchScope.TREE) {
                enterAll(directory, false, false);
            }
            put(new FileChange(Kind.STARTED, watched));
        } catch (Throwable thrown) {
            fail(thrown);
        }
    }

    private Path parent() {
        Path parent = watched.getParent();
        return parent == null ? Path.of("") : parent;
    }

    /**
     * Watches the directories below one that is watched.
     *
     * @param created whether the directory has just been created, so that its entries are new too
     * @param again whether to look also into directories that are watched already
     */
    private void enterAll(Path directory, boolean created, boolean again) throws IOException {
        try (TreeLevels levels = open(directory)) {
            int top = levels.depth();
            while (!isClosed()) {
                Path name = levels.next();
                if (name == null && levels.depth() == top) {
                    return;
                }
                if (name == null) {
                    levels.leave();
                    continue;
                }
                Path path = levels.information().path().resolve(name);
                if (created) {
                    put(new FileChange(Kind.CREATED, path));
                }
                enter(levels, name, path, again);
            }
        } catch (NoSuchFileException | NotDirectoryException | ReplacedException goneMeanwhile) {
            requireRoot();
        }
    }

    /** Goes down from the root by names alone, so that no link is followed. */
    private TreeLevels open(Path directory) throws IOException {
        HeldDirectory held = HeldDirectory.open(watched);
        TreeLevels levels = new TreeLevels(held, Stat.at(watched, held.look()), true);
        boolean opened = false;
        try {
            if (!directory.equals(watched)) {
                for (Path name : watched.relativize(directory)) {
                    FileInformation next = levels.current().look(name, false);
                    levels.enter(name, Stat.at(levels.information().path().resolve(name), next));
                }
            }
            opened = true;
            return levels;
        } finally {
            if (!opened) {
                levels.close();
            }
        }
    }

    private void requireRoot() throws IOException {
        Object key = Stat.of(watched, true).key();
        if (rootKey != null && !rootKey.equals(key)) {
            throw new ReplacedException(watched);
        }
    }

    /**
     * Watches an entry if it is a directory, and enters it. If it may not be listed, or its path is too long for the
     * system, it is reported and left out.
     */
    private void enter(TreeLevels levels, Path name, Path path, boolean again) throws IOException {
        try {
            FileInformation entry = Stat.at(path, levels.current().look(name, false));
            if (!entry.isDirectory()) {
                return;
            }
            directories.put(path, true);
            boolean added = SharedWatcher.register(this, path);
            if (!isSame(path, entry)) {
                directories.remove(path);
                SharedWatcher.unregister(this, path);
                return;
            }
            if (added || again) {
                levels.enter(name, entry);
            }
        } catch (NoSuchFileException | NotDirectoryException | ReplacedException goneMeanwhile) {
            // The directory above it tells of that.
            directories.remove(path);
        } catch (AccessDeniedException denied) {
            directories.remove(path);
            leftOut.add(path);
            put(new FileChange(Kind.NOT_WATCHED, path));
        } catch (FileSystemException failure) {
            if (!"File name too long".equals(failure.getReason())) {
                throw failure;
            }
            put(new FileChange(Kind.NOT_WATCHED, path));
        }
    }

    /** Looks again at what the path leads to. The JDK registers by path, and a link there would lead elsewhere. */
    private static boolean isSame(Path path, FileInformation entry) throws IOException {
        FileInformation now = Stat.of(path, false);
        return now.isDirectory() && (entry.key() == null || entry.key().equals(now.key()));
    }

    /** Called by the watching thread, which must not wait: directories are gone through by a blocking job. */
    void happened(Path directory, WatchEvent<?> event) {
        if (isClosed() || !directories.contains(directory)) {
            return;
        }
        if (event.kind() == StandardWatchEventKinds.OVERFLOW) {
            overflow();
            if (scope == WatchScope.TREE) {
                follow(() -> enterAll(directory, false, true));
            }
            return;
        }
        Path path = directory.resolve((Path) event.context());
        if (scope == WatchScope.FILE && !path.equals(parent().resolve(watched.getFileName()))) {
            return;
        }
        Kind kind = kind(event);
        boolean left = kind == Kind.DELETED && scope == WatchScope.TREE && directories.contains(path);
        if (left) {
            directories.removeAll(path);
        }
        put(new FileChange(kind, scope == WatchScope.FILE ? watched : path));
        if (scope == WatchScope.TREE && (kind == Kind.CREATED || leftOut.remove(path))) {
            follow(() -> enterCreated(path));
        } else if (left) {
            follow(() -> SharedWatcher.unregister(this, path));
        }
    }

    private void enterCreated(Path path) throws IOException {
        try (TreeLevels levels = open(parentOf(path))) {
            int depth = levels.depth();
            enter(levels, path.getFileName(), path, false);
            if (levels.depth() == depth) {
                return;
            }
        } catch (NoSuchFileException | NotDirectoryException | ReplacedException goneMeanwhile) {
            requireRoot();
            return;
        }
        enterAll(path, true, false);
    }

    private Path parentOf(Path path) {
        Path parent = path.getParent();
        return parent == null ? watched : parent;
    }

    /** Does the work on a thread that may block: one piece at a time, in the order of these calls. */
    private void follow(Following change) {
        synchronized (changes) {
            following.add(change);
            if (isFollowing) {
                return;
            }
            isFollowing = true;
        }
        try {
            reader.strand().driver().blocking(this::followAll);
        } catch (RejectedExecutionException refused) {
            fail(refused);
        }
    }

    private void followAll() {
        for (Following next = nextToFollow(); next != null; next = nextToFollow()) {
            try {
                next.run();
            } catch (Throwable thrown) {
                fail(thrown);
            }
        }
    }

    private @Nullable Following nextToFollow() {
        synchronized (changes) {
            Following next = closed || ended ? null : following.poll();
            isFollowing = next != null;
            return next;
        }
    }

    private interface Following {
        void run() throws IOException;
    }

    /** Ends this, and no other watch. */
    void fail(Throwable why) {
        end(failed(why));
    }

    private static Kind kind(WatchEvent<?> event) {
        if (event.kind() == StandardWatchEventKinds.ENTRY_CREATE) {
            return Kind.CREATED;
        }
        return event.kind() == StandardWatchEventKinds.ENTRY_DELETE ? Kind.DELETED : Kind.MODIFIED;
    }

    /** Called by the watching thread: a directory is gone. In a tree, the directory above it has reported that. */
    void gone(Path directory) {
        if (scope == WatchScope.FILE || directory.equals(watched)) {
            put(new FileChange(Kind.DELETED, watched));
            end(null);
        }
    }

    private void put(FileChange change) {
        synchronized (changes) {
            if (closed || ended) {
                return;
            }
            if (changes.size() < MOST_KEPT) {
                changes.add(change);
            } else {
                overflow();
            }
        }
        reader.wake();
    }

    private void overflow() {
        synchronized (changes) {
            changes.clear();
            changes.add(new FileChange(Kind.OVERFLOW, watched));
        }
        reader.wake();
    }

    private void end(@Nullable FileOperationException why) {
        synchronized (changes) {
            if (!ended) {
                ended = true;
                failure = why;
            }
        }
        reader.wake();
    }

    /** Takes the oldest change; null if there is none. */
    @Nullable FileChange poll() {
        synchronized (changes) {
            return changes.poll();
        }
    }

    /** Whether nothing more will come. */
    boolean hasEnded() {
        synchronized (changes) {
            return ended && changes.isEmpty();
        }
    }

    /** The failure that has ended this; null if the watched file or directory is gone. */
    @Nullable FileOperationException failure() {
        synchronized (changes) {
            return failure;
        }
    }

    boolean isClosed() {
        synchronized (changes) {
            return closed;
        }
    }

    /** The strand: takes no more changes, and no longer wants to watch. */
    void close() {
        synchronized (changes) {
            closed = true;
            changes.clear();
        }
    }

    /** After {@link #close()}. May block. */
    void unregister() {
        try {
            SharedWatcher.unregister(this);
        } catch (IOException thrown) {
            reader.strand().driver().unseen(thrown, "the end of the watching of " + watched);
        }
    }

    FileOperationException failed(Throwable cause) {
        return scope == WatchScope.FILE
                ? FileFailure.of("watch", watched, cause)
                : FileFailure.ofDirectory("watch", watched, cause);
    }
}
