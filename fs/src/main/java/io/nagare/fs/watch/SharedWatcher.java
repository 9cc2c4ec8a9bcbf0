package io.nagare.fs.watch;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The only watch service of a file system, and the thread that waits for it. Systems limit the number of such
 * services; Linux allows 128 for a user. It exists while any directory is watched.
 *
 * <p>Several watches of one directory share a key of the service. Each has its own path for the directory. All methods
 * may block.
 */
final class SharedWatcher {

    /** By file system; guarded by itself, as are the keys of each. */
    private static final Map<FileSystem, SharedWatcher> WATCHERS = new HashMap<>();

    private record Registered(Watch watch, Path directory) {}

    private final FileSystem system;
    private final WatchService service;
    private final Map<WatchKey, List<Registered>> keys = new HashMap<>();

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
                watcher.remove(one -> one.watch() == watch);
            }
        }
    }

    /** Ends the registrations of a watch for a directory and all below it, which no longer exist under that path. */
    static void unregister(Watch watch, Path directory) throws IOException {
        synchronized (WATCHERS) {
            SharedWatcher watcher = WATCHERS.get(directory.getFileSystem());
            if (watcher != null) {
                watcher.remove(one -> one.watch() == watch && one.directory().startsWith(directory));
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
            List<Registered> all = keys.computeIfAbsent(key, none -> new ArrayList<>(1));
            Registered one = new Registered(watch, directory);
            if (all.contains(one)) {
                return false;
            }
            all.removeIf(same -> same.watch() == watch); // it was moved
            return all.add(one);
        } finally {
            closeIfUnused();
        }
    }

    private void remove(Predicate<Registered> unwanted) throws IOException {
        keys.entrySet().removeIf(entry -> {
            entry.getValue().removeIf(unwanted);
            boolean unused = entry.getValue().isEmpty();
            if (unused) {
                entry.getKey().cancel();
            }
            return unused;
        });
        closeIfUnused();
    }

    private void closeIfUnused() throws IOException {
        if (keys.isEmpty() && WATCHERS.remove(system, this)) {
            service.close();
        }
    }

    /** The thread's: tells of changes until the service is closed. Nothing that one watch does ends it. */
    private void run() {
        while (true) {
            try {
                tell(service.take());
            } catch (ClosedWatchServiceException | InterruptedException end) {
                // Nothing is watched any more; nobody has this thread to interrupt it.
                return;
            } catch (Throwable failure) {
                // There was no room to tell even that: the next take may fare better.
                Thread.onSpinWait();
            }
        }
    }

    private void tell(WatchKey key) {
        try {
            List<WatchEvent<?>> events = key.pollEvents();
            boolean valid = key.reset();
            for (Registered one : registered(key, !valid)) {
                tell(one, events, valid);
            }
        } catch (Throwable failure) {
            registered(key, true).forEach(one -> one.watch().fail(failure));
        }
    }

    private static void tell(Registered one, List<WatchEvent<?>> events, boolean valid) {
        try {
            for (WatchEvent<?> event : events) {
                one.watch().happened(one.directory(), event);
            }
            if (!valid) {
                one.watch().gone(one.directory());
            }
        } catch (Throwable failure) {
            one.watch().fail(failure);
        }
    }

    private List<Registered> registered(WatchKey key, boolean forLast) {
        synchronized (WATCHERS) {
            return List.copyOf(forLast ? orEmpty(keys.remove(key)) : keys.getOrDefault(key, List.of()));
        }
    }

    private static List<Registered> orEmpty(@Nullable List<Registered> list) {
        return list == null ? List.of() : list;
    }
}
