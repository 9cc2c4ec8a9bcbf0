package io.nagare.fs.handle;

import io.nagare.fs.contract.LockMode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The files that this process has locked, and the channels that stay open because of that. POSIX gives up all locks of
 * a process on a file when the process closes any descriptor of that file. Any thread may call any method. Each may
 * block for a few calls to the system.
 *
 * <p>Always holds: if this process has a lock on a file, a channel of that file is closed only when the lock is gone.
 * Until then the channel is kept, and the next opening for the same use takes it. So no more are kept than were open at
 * once.
 *
 * <p>Two things are beyond this class, since it knows only the channels of this module. Other code that closes a
 * descriptor of the file drops its locks. A lock that other code has taken is known only after {@code LockedFile} has
 * tried to lock the same file.
 */
public final class LockTable {

    /** What is known of one file. */
    private static final class Entry {

        private @Nullable FileChannel locked;
        private LockMode mode = LockMode.SHARED;
        private int holders;

        /** Channels that were to be closed. */
        private final Map<Use, ArrayDeque<FileChannel>> kept = new EnumMap<>(Use.class);

        void keep(FileChannel channel, Use use) {
            kept.computeIfAbsent(use, none -> new ArrayDeque<>()).add(channel);
        }

        @Nullable FileChannel takeKept(Use use) {
            ArrayDeque<FileChannel> channels = kept.get(use);
            return channels == null ? null : channels.poll();
        }

        boolean keepsAny() {
            return kept.values().stream().anyMatch(channels -> !channels.isEmpty());
        }
    }

    /** The files of one part of the table. Guarded by itself. */
    private static final class Stripe {

        private final Map<Object, Entry> entries = new HashMap<>();

        /** The keys of the files that other code has locked, so that channels of them are kept. */
        private final Set<Object> lockedByOthers = new HashSet<>();
    }

    /** What a channel was opened for. A kept channel can serve another opening for the same use. */
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

    private static final Set<OpenOption> TO_READ = Set.of(StandardOpenOption.READ);
    private static final Set<OpenOption> TO_WRITE = Set.of(StandardOpenOption.WRITE);

    /** A power of two. */
    private static final int STRIPES = 64;

    /** By what identifies a file. */
    private static final List<Stripe> TABLE = stripes();

    private LockTable() {}

    private static List<Stripe> stripes() {
        List<Stripe> all = new ArrayList<>(STRIPES);
        for (int i = 0; i < STRIPES; i++) {
            all.add(new Stripe());
        }
        return List.copyOf(all);
    }

    private static Stripe stripe(Object key) {
        int hash = key.hashCode();
        return TABLE.get((hash ^ hash >>> 6 ^ hash >>> 16) & STRIPES - 1);
    }

    /** Opens a file, or takes a kept channel of it. */
    static FileChannel open(Path path, Set<? extends OpenOption> options, @Nullable Object key) throws IOException {
        if (key != null && !options.contains(StandardOpenOption.CREATE_NEW)) {
            Stripe stripe = stripe(key);
            synchronized (stripe) {
                Entry entry = stripe.entries.get(key);
                FileChannel kept = entry == null ? null : entry.takeKept(Use.of(options));
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

    /** Closes a channel, or keeps it if closing it would drop a lock. */
    public static void close(FileOpening.Opened opened) throws IOException {
        Object key = opened.key();
        if (key == null) {
            opened.channel().close();
            return;
        }
        Stripe stripe = stripe(key);
        synchronized (stripe) {
            Entry entry = stripe.entries.get(key);
            if (entry == null) {
                opened.channel().close();
            } else {
                // Kept first: only with a channel of the file can this find out whether other code has the lock.
                entry.keep(opened.channel(), Use.of(opened.options()));
                isLocked(stripe, key, entry);
            }
        }
    }

    /** Whether this process has a lock on the file. Closes the kept channels if other code has given its lock up. */
    private static boolean isLocked(Stripe stripe, Object key, Entry entry) throws IOException {
        if (entry.holders > 0) {
            return true;
        }
        for (Map.Entry<Use, ArrayDeque<FileChannel>> kept : entry.kept.entrySet()) {
            for (FileChannel channel : kept.getValue()) {
                if (isLockedByOthers(channel, kept.getKey() == Use.READ)) {
                    return true;
                }
            }
        }
        forget(stripe, key, entry);
        return false;
    }

    private static boolean isLockedByOthers(FileChannel channel, boolean shared) {
        try {
            // Another process may have locked the file by now. Then this process has no lock on it either.
            var probe = channel.tryLock(0, Long.MAX_VALUE, shared);
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

    private static void forget(Stripe stripe, Object key, Entry entry) throws IOException {
        stripe.entries.remove(key);
        stripe.lockedByOthers.remove(key);
        IOException failure = null;
        for (ArrayDeque<FileChannel> channels : entry.kept.values()) {
            for (FileChannel channel : channels) {
                try {
                    channel.close();
                } catch (IOException thrown) {
                    failure = thrown;
                }
            }
        }
        entry.kept.clear();
        if (failure != null) {
            throw failure;
        }
    }

    /** Closes the channels that were kept for locks of other code, if those locks are gone. */
    private static void sweep() throws IOException {
        for (Stripe stripe : TABLE) {
            synchronized (stripe) {
                for (Object key : List.copyOf(stripe.lockedByOthers)) {
                    Entry entry = stripe.entries.get(key);
                    if (entry != null) {
                        isLocked(stripe, key, entry);
                    }
                }
            }
        }
    }

    /** Tries to lock a file now. If this returns true, the caller has to {@link #unlock} it. */
    public static boolean tryLock(Path path, Object key, LockMode mode) throws IOException {
        sweep();
        Stripe stripe = stripe(key);
        synchronized (stripe) {
            Entry entry = stripe.entries.computeIfAbsent(key, none -> new Entry());
            if (entry.holders > 0) {
                boolean joins = entry.mode == LockMode.SHARED && mode == LockMode.SHARED;
                entry.holders += joins ? 1 : 0;
                return joins;
            }
            try {
                return lock(path, entry, mode);
            } finally {
                note(stripe, key, entry);
            }
        }
    }

    /**
     * Called after an attempt to lock a file. Notes whether other code has locked it, or forgets a file without a lock.
     */
    private static void note(Stripe stripe, Object key, Entry entry) {
        if (entry.holders > 0) {
            stripe.lockedByOthers.remove(key);
        } else if (entry.keepsAny()) {
            stripe.lockedByOthers.add(key);
        } else {
            stripe.entries.remove(key);
            stripe.lockedByOthers.remove(key);
        }
    }

    private static boolean lock(Path path, Entry entry, LockMode mode) throws IOException {
        boolean shared = mode == LockMode.SHARED;
        Use use = shared ? Use.READ : Use.WRITE;
        FileChannel kept = entry.takeKept(use);
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
            entry.keep(channel, use);
            keeps = true;
            return false;
        } finally {
            if (!keeps) {
                channel.close();
            }
        }
    }

    public static void unlock(Object key) throws IOException {
        Stripe stripe = stripe(key);
        synchronized (stripe) {
            Entry entry = stripe.entries.get(key);
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
                forget(stripe, key, entry);
            }
        }
    }
}
