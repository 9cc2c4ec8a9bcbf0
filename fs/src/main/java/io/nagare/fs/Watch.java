package io.nagare.fs;

import io.nagare.driver.Leaf;
import io.nagare.fs.FileChange.Kind;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.util.ArrayDeque;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The side of one subscription to changes that the watching thread and blocking jobs see: what is watched, and the changes that the strand has not
 * taken. Any thread may call any method.
 *
 * <p>Always holds: no more than {@link #MOST_KEPT} changes wait; when there would be more they give way to one {@link Kind#OVERFLOW}.
 */
final class Watch {

    /** How many changes may wait. */
    static final int MOST_KEPT = 1024;

    private final Path watched;
    private final WatchScope scope;
    private final Leaf reader;

    /** Of a tree, those that are watched. */
    private final Set<Path> directories = ConcurrentHashMap.newKeySet();

    /** Guarded by itself, as is all that follows. */
    private final ArrayDeque<FileChange> changes = new ArrayDeque<>();

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
            if (!FileInformation.of(directory, true).isDirectory()) {
                throw new NotDirectoryException(directory.toString());
            }
            if (scope == WatchScope.FILE && Files.isDirectory(watched)) {
                throw new IOException("it is a directory");
            }
            register(directory, false, false);
            put(new FileChange(Kind.STARTED, watched));
        } catch (Throwable thrown) {
            end(failed(thrown));
        }
    }

    private Path parent() {
        Path parent = watched.getParent();
        return parent == null ? Path.of("") : parent;
    }

    /**
     * Watches a directory and, of a tree, those in it.
     *
     * @param created whether it has just been created, so that what is found in it has been too
     * @param again whether those in it are to be looked for also if it is watched already
     */
    private void register(Path directory, boolean created, boolean again) throws IOException {
        boolean added = SharedWatcher.register(this, directory);
        if (scope != WatchScope.TREE || !(added || again)) {
            return;
        }
        directories.add(directory);
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                if (created) {
                    put(new FileChange(Kind.CREATED, entry));
                }
                enter(entry, created, again);
            }
        }
    }

    private void enter(Path entry, boolean created, boolean again) throws IOException {
        try {
            if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                register(entry, created, again);
            }
        } catch (NoSuchFileException | NotDirectoryException goneMeanwhile) {
            // The directory above it tells of that.
        }
    }

    /** Called by the watching thread. */
    void happened(Path directory, WatchEvent<?> event) {
        if (isClosed()) {
            return;
        }
        if (event.kind() == StandardWatchEventKinds.OVERFLOW) {
            overflow();
            if (scope == WatchScope.TREE) {
                follow(() -> enter(directory, false, true));
            }
            return;
        }
        Path path = directory.resolve((Path) event.context());
        if (scope == WatchScope.FILE && !path.equals(parent().resolve(watched.getFileName()))) {
            return;
        }
        Kind kind = kind(event);
        put(new FileChange(kind, scope == WatchScope.FILE ? watched : path));
        if (scope == WatchScope.TREE && kind == Kind.CREATED) {
            follow(() -> enter(path, true, false));
        } else if (kind == Kind.DELETED && directories.contains(path)) {
            directories.removeIf(below -> below.startsWith(path));
            follow(() -> SharedWatcher.unregister(this, path));
        }
    }

    private void follow(Following change) {
        try {
            change.run();
        } catch (IOException thrown) {
            end(failed(thrown));
        }
    }

    private interface Following {
        void run() throws IOException;
    }

    private static Kind kind(WatchEvent<?> event) {
        if (event.kind() == StandardWatchEventKinds.ENTRY_CREATE) {
            return Kind.CREATED;
        }
        return event.kind() == StandardWatchEventKinds.ENTRY_DELETE ? Kind.DELETED : Kind.MODIFIED;
    }

    /** Called by the watching thread: a directory is there no more. One in a tree was told of by that above it. */
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

    /** When this has ended: why, or null if what was watched is gone. */
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

    /** The strand's: takes no more changes, and wants them watched for no longer. */
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
                ? FileOperationException.of("watch", watched, cause)
                : FileOperationException.ofDirectory("watch", watched, cause);
    }
}
