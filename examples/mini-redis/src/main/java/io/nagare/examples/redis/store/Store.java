package io.nagare.examples.redis.store;

import io.nagare.Bytes;
import io.nagare.policy.TimeSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The keys and what they hold.
 *
 * <p>It has one user at a time, who holds the lock of the {@code Database}. So it has no lock of its own, and commands
 * are plain code. It never holds an empty list or hash, and a key that has expired is never seen.
 */
public final class Store {

    /** From this length on bytes are not copied. They are at least half of what has arrived with them. */
    private static final int LARGE = 32 * 1024;

    private final TimeSource time;

    /** Told of each key that has expired, before anything else can happen to that key. */
    private final Consumer<Bytes> expired;

    private final Map<Bytes, Entry> entries = new HashMap<>();

    /** The entries that expire, the first one first. */
    private final TreeMap<Long, Map<Bytes, Entry>> expiring = new TreeMap<>();

    /** Who wants to know of the next change of a key. */
    private final Map<Bytes, List<Runnable>> watchers = new HashMap<>();

    /** While the append-only file is read, nothing expires: the file says when something has. */
    private boolean loading;

    /** Makes an empty store. */
    public Store(TimeSource time, Consumer<Bytes> expired) {
        this.time = time;
        this.expired = expired;
    }

    /** Returns the time of day, in milliseconds since 1970. */
    public long now() {
        return time.now().toEpochMilli();
    }

    /** Says whether keys are being loaded. Nothing expires meanwhile. */
    public void setLoading(boolean isLoading) {
        loading = isLoading;
    }

    /** Returns the entry of a key, or null if there is none. */
    public @Nullable Entry find(Bytes key) {
        Entry entry = entries.get(key);
        if (entry != null && entry.expiresAt() != Entry.NEVER && isPast(entry.expiresAt())) {
            expire(entry);
            return null;
        }
        return entry;
    }

    /** Whether a key that expires at that time has expired. */
    public boolean isPast(long expiresAt) {
        return !loading && expiresAt <= now();
    }

    private void expire(Entry entry) {
        remove(entry);
        expired.accept(entry.key());
    }

    /** Lets a key hold something else. It keeps its time to live, if it has one. */
    public Entry put(Bytes key, Data data) {
        Entry entry = find(key);
        if (entry == null) {
            // A word of a request is a part of all that has arrived with it. What is kept must not keep that too.
            Bytes own = keep(key);
            entry = new Entry(own, data);
            entries.put(own, entry);
        } else {
            entry.setData(data);
        }
        changed(key);
        return entry;
    }

    /** Returns bytes of a request in a form that keeps nothing else of the request in memory. */
    public static Bytes keep(Bytes part) {
        return part.length() < LARGE ? Bytes.wrap(part.toArray()) : part;
    }

    /** Changes when an entry expires. */
    public void expireAt(Entry entry, long time) {
        unfile(entry);
        entry.setExpiresAt(time);
        if (time != Entry.NEVER) {
            expiring.computeIfAbsent(time, at -> new HashMap<>()).put(entry.key(), entry);
        }
    }

    private void unfile(Entry entry) {
        Map<Bytes, Entry> sameTime = expiring.get(entry.expiresAt());
        if (sameTime != null) {
            sameTime.remove(entry.key());
            if (sameTime.isEmpty()) {
                expiring.remove(entry.expiresAt());
            }
        }
    }

    /** Removes a key. */
    public void remove(Entry entry) {
        unfile(entry);
        entries.remove(entry.key());
        changed(entry.key());
    }

    /** Removes all keys. */
    public void clear() {
        // Looking for a key whose time is over removes it, and the watchers of that key.
        List<Bytes> seen = List.copyOf(watchers.keySet()).stream()
                .filter(key -> find(key) != null)
                .toList();
        entries.clear();
        expiring.clear();
        seen.forEach(this::changed);
    }

    /** Removes keys that have expired, up to so many. */
    public void sweep(int most) {
        if (loading) {
            return;
        }
        long now = now();
        for (int i = 0; i < most && !expiring.isEmpty() && expiring.firstKey() <= now; i++) {
            expire(expiring.firstEntry().getValue().values().iterator().next());
        }
    }

    /** Returns the number of keys. */
    public int size() {
        sweep(Integer.MAX_VALUE);
        return entries.size();
    }

    /** Returns all keys. */
    public Collection<Entry> all() {
        sweep(Integer.MAX_VALUE);
        return Collections.unmodifiableCollection(entries.values());
    }

    /** To be called after what a key holds has changed in place. */
    public void changed(Bytes key) {
        if (!watchers.isEmpty()) {
            List<Runnable> told = watchers.remove(key);
            if (told != null) {
                told.forEach(Runnable::run);
            }
        }
    }

    /** Tells of the next change of a key, once. */
    public void watch(Bytes key, Runnable watcher) {
        find(key);
        watchers.computeIfAbsent(keep(key), watched -> new ArrayList<>(1)).add(watcher);
    }

    /** Tells no more. */
    public void unwatch(Bytes key, Runnable watcher) {
        List<Runnable> told = watchers.get(key);
        if (told != null && told.remove(watcher) && told.isEmpty()) {
            watchers.remove(key);
        }
    }
}
