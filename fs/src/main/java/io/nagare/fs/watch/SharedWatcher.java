package io.nagare.fs.watch;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The only watch service of a file system, and the thread that waits for it. Systems limit the number of such
 * services; Linux allows 128 for a user. It exists while any directory is watched.
 *
 * <p>Several watches of one directory share a key of the service. Each has its own path for the directory. All methods
 * may block.
 *
 * <p>Always holds: {@link #keys} and {@link #watched} have the same registrations. So ending one looks at no other.
 */
final class SharedWatcher {

    /** By file system; guarded by itself, as are the keys of each. */
    private static final Map<FileSystem, SharedWatcher> WATCHERS = new HashMap<>();

    private final FileSystem system;
    private final WatchService service;

    /** The watches of each directory, and the path by which each knows it. */
    private final Map<WatchKey, Map<Watch, Path>> keys = new HashMap<>();

    /** The keys of each watch. */
    private final Map<Watch, PathTree<WatchKey>> watched = new HashMap<>();

    private SharedWatcher(FileSystem system) throws IOException {
        this.system = system;
        this.service = system.newWatchService();
    }

    /** Registers a watch for a directory. Returns false if the watch is closed or was registered for it already. */
    static boolean register(Watch watch, Path directory) throws IOException {
        synchronized (WATCHERS) {
            if (watch.isClosed()) {
                return false;
            }
            SharedWatcher watcher = WATCHERS.get(directory.getFileSystem());
            if (watcher == null) {
                watcher = started(directory.getFileSystem());
                WATCHERS.put(watcher.system, watcher);
            }
            return watcher.add(watch, directory);
        }
    }

    /** Ends all registrations of a closed watch. */
    static void unregister(Watch watch) throws IOException {
        synchronized (WATCHERS) {
            for (SharedWatcher watcher : List.copyOf(WATCHERS.values())) {
                watcher.remove(watch);
            }
        }
    }

    /** Ends the registrations of a watch for a directory and all below it, which no longer exist under that path. */
    static void unregister(Watch watch, Path directory) throws IOException {
        synchronized (WATCHERS) {
            SharedWatcher watcher = WATCHERS.get(directory.getFileSystem());
            if (watcher != null) {
                watcher.remove(watch, directory);
            }
        }
    }

    private static SharedWatcher started(FileSystem system) throws IOException {
        SharedWatcher watcher = new SharedWatcher(system);
        boolean started = false;
        try {
            watcher.start();
            started = true;
            return watcher;
        } finally {
            if (!started) {
                watcher.service.close();
            }
        }
    }

    private void start() {
        Thread thread = new Thread(this::run, "nagare-watch");
        thread.setDaemon(true);
        thread.start();
    }

    private boolean add(Watch watch, Path directory) throws IOException {
        try {
            WatchKey key = directory.register(
                    service,
                    StandardWatchEventKinds.ENTRY_CREATE,
                    StandardWatchEventKinds.ENTRY_MODIFY,
                    StandardWatchEventKinds.ENTRY_DELETE);
            Path before = keys.computeIfAbsent(key, none -> new LinkedHashMap<>(1)).put(watch, directory);
            if (directory.equals(before)) {
                return false;
            }
            PathTree<WatchKey> own = watched.computeIfAbsent(watch, none -> new PathTree<>());
            if (before != null) {
                own.remove(before, key); // it was moved
            }
            WatchKey former = own.put(directory, key);
            if (former != null) {
                forget(watch, former); // another directory has taken its place
            }
            return true;
        } finally {
            closeIfUnused();
        }
    }

    private void remove(Watch watch) throws IOException {
        PathTree<WatchKey> own = watched.remove(watch);
        if (own != null) {
            own.values().forEach(key -> forget(watch, key));
        }
        closeIfUnused();
    }

    private void remove(Watch watch, Path directory) throws IOException {
        PathTree<WatchKey> own = watched.get(watch);
        if (own != null) {
            own.removeAll(directory).forEach(key -> forget(watch, key));
            if (own.isEmpty()) {
                watched.remove(watch);
            }
        }
        closeIfUnused();
    }

    /** Ends the registration of a watch with a key, after it was removed from {@link #watched}. */
    private void forget(Watch watch, WatchKey key) {
        Map<Watch, Path> watches = keys.get(key);
        if (watches != null && watches.remove(watch) != null && watches.isEmpty()) {
            keys.remove(key);
            key.cancel();
        }
    }

    private void closeIfUnused() throws IOException {
        if (keys.isEmpty() && WATCHERS.remove(system, this)) {
            service.close();
        }
    }

    /** Runs on the thread: reports changes until the service is closed. A failure of one watch does not end it. */
    private void run() {
        while (true) {
            try {
                tell(service.take());
            } catch (ClosedWatchServiceException | InterruptedException end) {
                // Nothing is watched any more. No code interrupts this thread, because none refers to it.
                return;
            } catch (Throwable failure) {
                // There was no memory even to report this. The next take may succeed.
                Thread.onSpinWait();
            }
        }
    }

    private void tell(WatchKey key) {
        try {
            List<WatchEvent<?>> events = key.pollEvents();
            boolean valid = key.reset();
            registered(key, !valid).forEach((watch, directory) -> tell(watch, directory, events, valid));
        } catch (Throwable failure) {
            registered(key, true).keySet().forEach(watch -> watch.fail(failure));
        }
    }

    private static void tell(Watch watch, Path directory, List<WatchEvent<?>> events, boolean valid) {
        try {
            for (WatchEvent<?> event : events) {
                watch.happened(directory, event);
            }
            if (!valid) {
                watch.gone(directory);
            }
        } catch (Throwable failure) {
            watch.fail(failure);
        }
    }

    private Map<Watch, Path> registered(WatchKey key, boolean forLast) {
        synchronized (WATCHERS) {
            if (!forLast) {
                return new LinkedHashMap<>(keys.getOrDefault(key, Map.of()));
            }
            Map<Watch, Path> last = orEmpty(keys.remove(key));
            last.forEach((watch, directory) -> dropKey(watch, directory, key));
            return last;
        }
    }

    private void dropKey(Watch watch, Path directory, WatchKey key) {
        PathTree<WatchKey> own = watched.get(watch);
        if (own != null) {
            own.remove(directory, key);
            if (own.isEmpty()) {
                watched.remove(watch);
            }
        }
    }

    private static Map<Watch, Path> orEmpty(@Nullable Map<Watch, Path> map) {
        return map == null ? Map.of() : map;
    }
}
