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
 * The one watch service of a file system, with a thread that waits for it: the system has few of them to give (on Linux 128 for a user). It is there while
 * a directory is watched.
 *
 * <p>Several watches of one directory share a key of the service, each with the path by which it knows the directory. All methods may block.
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

    /** Has a watch told of a directory's changes, unless it is closed or told already. Returns whether it was not. */
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

    /** The watch, which is closed, is told nothing more. */
    static void unregister(Watch watch) throws IOException {
        synchronized (WATCHERS) {
            for (SharedWatcher watcher : List.copyOf(WATCHERS.values())) {
                watcher.remove(one -> one.watch() == watch);
            }
        }
    }

    /** The watch is told nothing more of a directory and of what is below it: it is there no more under that path. */
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
