package io.nagare.channels.base;

import io.nagare.driver.ShortLock;

/**
 * How far a channel has come to its end: it is open, or its end has begun, or it has ended behind a value. Between the
 * last two its end is made on the server, in a step that may be lost with the connection. Any thread may call.
 *
 * @since 0.1
 */
public final class Ending {

    private final ShortLock lock = new ShortLock();

    /** The lock guards the fields below. */
    private boolean begun;

    /** Whether the step on the server is under way. */
    private boolean stepping;

    /** The number of the last value; -1 before the channel has ended. */
    private long last = -1;

    /** Makes the end of a channel that is open. */
    public Ending() {}

    /** Begins. Returns false if that was done before. */
    public boolean begin() {
        lock.lock();
        try {
            boolean first = !begun;
            begun = true;
            return first;
        } finally {
            lock.unlock();
        }
    }

    /** Whether the end has begun. */
    public boolean isBegun() {
        lock.lock();
        try {
            return begun;
        } finally {
            lock.unlock();
        }
    }

    /** The number of the last value; -1 before the channel has ended. */
    public long last() {
        lock.lock();
        try {
            return last;
        } finally {
            lock.unlock();
        }
    }

    /** Whether the end has begun, and nobody knows the last value. */
    public boolean isUnderway() {
        lock.lock();
        try {
            return begun && last < 0;
        } finally {
            lock.unlock();
        }
    }

    /** Takes the step on the server. Returns false if there is nothing to do, or the step is under way. */
    public boolean step() {
        lock.lock();
        try {
            boolean steps = begun && !stepping && last < 0;
            stepping |= steps;
            return steps;
        } finally {
            lock.unlock();
        }
    }

    /** A step that was under way may not have been done. */
    public void stepAgain() {
        lock.lock();
        try {
            stepping = false;
        } finally {
            lock.unlock();
        }
    }

    /** The channel has ended behind this value. */
    public void ended(long number) {
        lock.lock();
        try {
            begun = true;
            last = number;
        } finally {
            lock.unlock();
        }
    }
}
