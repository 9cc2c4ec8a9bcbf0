package io.nagare.examples.redis.store;

import io.nagare.Bytes;

/** A key, what it holds and when it expires. Belongs to its {@link Store}. */
public final class Entry {

    /** Stands for a key that never expires. As a time it is long past, so no key can have it. */
    public static final long NEVER = Long.MIN_VALUE;

    private final Bytes key;
    private Data data;

    /** In milliseconds since 1970. The store files the entry under it, and alone changes it. */
    private long expiresAt = NEVER;

    Entry(Bytes key, Data data) {
        this.key = key;
        this.data = data;
    }

    /** Returns the key. */
    public Bytes key() {
        return key;
    }

    /** Returns what the key holds. */
    public Data data() {
        return data;
    }

    /** Returns when the key expires, in milliseconds since 1970, or {@link #NEVER}. */
    public long expiresAt() {
        return expiresAt;
    }

    void setData(Data newData) {
        data = newData;
    }

    void setExpiresAt(long time) {
        expiresAt = time;
    }
}
