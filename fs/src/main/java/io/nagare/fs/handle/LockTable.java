package io.nagare.fs.handle;

import io.nagare.fs.contract.LockMode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The files that this process has locked, and the channels that must not be closed as long as it has. POSIX gives up all locks of a process on a file
 * when the process closes any descriptor of that file. Any thread may call any method; each may block for a few calls to the system.
 *
 * <p>Always holds: a channel of a file that is locked here, or was found locked by other code of this process, is closed only when that lock is
 * gone. Until then it is kept, and used again for the next opening that asks for the same; so the kept ones are as few as were open at once.
 *
 * <p>What cannot be held: this is told of the channels of this module only. Other code that closes a descriptor of the file drops its locks,
 * and a lock that other code takes without {@code LockedFile} is known only after that was asked to lock the same file.
 */
public final class LockTable {

    /** What is known of one file. */
    private static final class Entry {

        private @Nullable FileChannel locked;
        private LockMode mode = LockMode.SHARED;
        private int holders;

        /** Channels that were to be closed. */
        private final List<Kept> kept = new ArrayList<>();
    }

    /** What a channel was opened for: one that was kept may serve another opening for the same. */
    private enum Use {
        READ,
        WRITE,
        APPEND;

        static Use of(Set<? extends OpenOption> options) {
            if (options.contains(StandardOpenOption.APPEND)) {
                return APPEND;
            }
            return options.contains(StandardOpenOption.WRITE) ? WRITE : READ;
        }
    }

    private record Kept(FileChannel channel, Use use) {}

    private static final Set<OpenOption> TO_READ = Set.of(StandardOpenOption.READ);
    private static final Set<OpenOption> TO_WRITE = Set.of(StandardOpenOption.WRITE);

    /** A power of two. */
    private static final int STRIPES = 64;

    /** By what identifies a file; each is guarded by itself. */
    private static final List<Map<Object, Entry>> TABLE = stripes();

    private LockTable() {}

    private static List<Map<Object, Entry>> stripes() {
        List<Map<Object, Entry>> all = new ArrayList<>(STRIPES);
        for (int i = 0; i < STRIPES; i++) {
            all.add(new HashMap<>());
        }
        return List.copyOf(all);
    }

    private static Map<Object, Entry> stripe(Object key) {
        int hash = key.hashCode();
        return TABLE.get((hash ^ hash >>> 6 ^ hash >>> 16) & STRIPES - 1);
    }

    /** Opens a file, or takes a channel that was kept of it. */
    static FileChannel open(Path path, Set<? extends OpenOption> options, @Nullable Object key) throws IOException {
        if (key != null && !options.contains(StandardOpenOption.CREATE_NEW)) {
            Map<Object, Entry> entries = stripe(key);
            synchronized (entries) {
                Entry entry = entries.get(key);
                FileChannel kept = entry == null ? null : takeKept(entry, Use.of(options));
                if (kept != null) {
                    return again(kept, options);
                }
            }
        }
        return FileChannel.open(path, options);
    }

    private static FileChannel again(FileChannel kept, Set<? extends OpenOption> options) throws IOException {
        if (options.contains(StandardOpenOption.TRUNCATE_EXISTING)) {
            kept.truncate(0);
        }
        return kept.position(0);
    }

    private static @Nullable FileChannel takeKept(Entry entry, Use use) {
        for (Kept one : entry.kept) {
            if (one.use() == use) {
                entry.kept.remove(one);
                return one.channel();
            }
        }
        return null;
    }

    /** Closes a channel, or keeps it as long as that would drop a lock. */
    public static void close(FileOpening.Opened opened) throws IOException {
        Object key = opened.key();
        if (key == null) {
            opened.channel().close();
            return;
        }
        Map<Object, Entry> entries = stripe(key);
        synchronized (entries) {
            Entry entry = entries.get(key);
            if (entry != null && isLocked(entries, key, entry)) {
                entry.kept.add(new Kept(opened.channel(), Use.of(opened.options())));
            } else {
                opened.channel().close();
            }
        }
    }

    /** Whether this process has a lock on the file. If other code had it and has given it up, what was kept is closed. */
    private static boolean isLocked(Map<Object, Entry> entries, Object key, Entry entry) throws IOException {
        if (entry.holders > 0) {
            return true;
        }
        for (Kept one : entry.kept) {
            if (isLockedByOthers(one)) {
                return true;
            }
        }
        forget(entries, key, entry);
        return false;
    }

    private static boolean isLockedByOthers(Kept one) {
        boolean shared = one.use() == Use.READ;
        try {
            // Another process may have it locked by now: that says as well that this one has not.
            var probe = one.channel().tryLock(0, Long.MAX_VALUE, shared);
            if (probe != null) {
                probe.release();
            }
            return false;
        } catch (OverlappingFileLockException locked) {
            return true;
        } catch (IOException unknown) {
            return false;
        }
    }

    private static void forget(Map<Object, Entry> entries, Object key, Entry entry) throws IOException {
        entries.remove(key);
        IOException failure = null;
        for (Kept one : entry.kept) {
            try {
                one.channel().close();
            } catch (IOException thrown) {
                failure = thrown;
            }
        }
        entry.kept.clear();
        if (failure != null) {
            throw failure;
        }
    }

    /** Closes what was kept for locks of other code that are gone by now. */
    private static void sweep() throws IOException {
        for (Map<Object, Entry> entries : TABLE) {
            synchronized (entries) {
                for (Map.Entry<Object, Entry> one : List.copyOf(entries.entrySet())) {
                    isLocked(entries, one.getKey(), one.getValue());
                }
            }
        }
    }

    /** Locks a file if that can be done now. Returns whether it could; then {@link #unlock} must follow. */
    public static boolean tryLock(Path path, Object key, LockMode mode) throws IOException {
        sweep();
        Map<Object, Entry> entries = stripe(key);
        synchronized (entries) {
            Entry entry = entries.computeIfAbsent(key, none -> new Entry());
            if (entry.holders > 0) {
                boolean joins = entry.mode == LockMode.SHARED && mode == LockMode.SHARED;
                entry.holders += joins ? 1 : 0;
                return joins;
            }
            try {
                return lock(path, entry, mode);
            } finally {
                if (entry.holders == 0 && entry.kept.isEmpty()) {
                    entries.remove(key);
                }
            }
        }
    }

    private static boolean lock(Path path, Entry entry, LockMode mode) throws IOException {
        boolean shared = mode == LockMode.SHARED;
        Use use = shared ? Use.READ : Use.WRITE;
        FileChannel kept = takeKept(entry, use);
        FileChannel channel = kept != null ? kept : FileChannel.open(path, shared ? TO_READ : TO_WRITE);
        boolean keeps = false;
        try {
            if (channel.tryLock(0, Long.MAX_VALUE, shared) != null) {
                entry.locked = channel;
                entry.mode = mode;
                entry.holders = 1;
                keeps = true;
                return true;
            }
            return false;
        } catch (OverlappingFileLockException byOtherCode) {
            keeps = entry.kept.add(new Kept(channel, use));
            return false;
        } finally {
            if (!keeps) {
                channel.close();
            }
        }
    }

    public static void unlock(Object key) throws IOException {
        Map<Object, Entry> entries = stripe(key);
        synchronized (entries) {
            Entry entry = entries.get(key);
            if (entry == null || --entry.holders > 0) {
                return;
            }
            FileChannel locked = entry.locked;
            entry.locked = null;
            try {
                if (locked != null) {
                    locked.close();
                }
            } finally {
                forget(entries, key, entry);
            }
        }
    }
}
