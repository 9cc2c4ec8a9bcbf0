package io.nagare.net.socket;

import io.nagare.driver.Driver;
import io.nagare.driver.Leaf;
import io.nagare.driver.Registration;
import io.nagare.driver.ShortLock;
import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides which of a listener's subscribers accepts next, and when accepting pauses. Any thread may call any method.
 * The lock is never held while the socket is asked for a connection.
 *
 * <p>Always holds: if any subscriber has demand and has found no connection, one such subscriber has the turn. The
 * poller or the end of a pause will wake it, or it has been woken and has not run yet. When it has what it wants, or
 * leaves, it passes the turn on.
 */
public final class AcceptTurns {

    public static final long FIRST_PAUSE_NANOS = 5_000_000;
    private static final long LONGEST_PAUSE_NANOS = 1_000_000_000;

    private final SelectableChannel channel;

    private final ShortLock lock = new ShortLock();

    /** All that have subscribed and not ended. */
    private final Set<Leaf> subscribers = new LinkedHashSet<>();

    /** The subscribers that have demand, found no connection and do not have the turn, longest waiting first. */
    private final Set<Leaf> waiting = new LinkedHashSet<>();

    /**
     * The subscribers that have lost their turn to another one, which sits out a pause. They come before
     * {@link #waiting}.
     */
    private final Set<Leaf> displaced = new LinkedHashSet<>();

    private @Nullable Leaf turn;

    /** Whether anybody has subscribed. Under the lock. */
    private boolean used;

    /** Set under the lock. */
    private volatile boolean closed;

    /** How long the last pause was while accepting fails; 0 while it works. */
    private volatile long pauseNanos;

    /** Whether the subscriber that has the turn sits out a pause, for all of them. */
    private volatile boolean pausing;

    /** Made when a subscriber first waits. */
    private volatile @Nullable Registration registration;

    public AcceptTurns(SelectableChannel channel) {
        this.channel = channel;
    }

    public void enter(Leaf subscriber) {
        lock.lock();
        try {
            used = true;
            subscribers.add(subscriber);
        } finally {
            lock.unlock();
        }
    }

    /** A subscriber wants no more at all. Returns whether it was the last one. */
    public boolean leave(Leaf subscriber) {
        lock.lock();
        try {
            subscribers.remove(subscriber);
            yieldTurn(subscriber);
            return subscribers.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** Whether anybody has ever subscribed. */
    public boolean isUsed() {
        lock.lock();
        try {
            return used;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Nobody waits any more from here on. Returns whether this is the first call. The caller then closes the socket.
     */
    public boolean close() {
        lock.lock();
        try {
            boolean first = !closed;
            closed = true;
            return first;
        } finally {
            lock.unlock();
        }
    }

    public boolean isClosed() {
        return closed;
    }

    /** The socket's registration; null if nobody has waited yet. */
    public @Nullable Registration registration() {
        return registration;
    }

    /** Has all subscribers look at the socket again. */
    public void wakeAll() {
        List<Leaf> toWake;
        lock.lock();
        try {
            toWake = List.copyOf(subscribers);
        } finally {
            lock.unlock();
        }
        toWake.forEach(Leaf::wake);
    }

    /** Whether a subscriber may ask for a connection: not while another one sits out a pause. */
    public boolean mayAccept(Leaf subscriber) {
        return !pausing || hasTurn(subscriber);
    }

    private boolean hasTurn(Leaf subscriber) {
        lock.lock();
        try {
            return turn == subscriber;
        } finally {
            lock.unlock();
        }
    }

    /** The socket was asked for a connection and did not fail, so pauses are over. */
    public void worked(Leaf subscriber) {
        if (pauseNanos == 0) {
            return;
        }
        lock.lock();
        try {
            pausing = false;
            pauseNanos = 0;
            if (turn != null && turn != subscriber) {
                turn.wake();
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * A subscriber has demand and found no connection. It is woken when there may be one and it has the turn.
     *
     * @throws IOException if the socket cannot be registered now; the subscriber has the turn then
     */
    public void await(Leaf subscriber, Driver driver) throws IOException {
        lock.lock();
        try {
            if (closed) {
                subscriber.wake();
                return;
            }
            if (turn == null) {
                turn = subscriber;
            }
            if (turn == subscriber) {
                registered(driver).awaitReadable(subscriber);
            } else if (!displaced.contains(subscriber)) {
                waiting.add(subscriber);
            }
        } finally {
            lock.unlock();
        }
    }

    private Registration registered(Driver driver) throws IOException {
        Registration known = registration;
        if (known == null) {
            known = driver.register(channel);
            registration = known;
        }
        return known;
    }

    /** A subscriber wants no more for the time being. */
    public void pass(Leaf subscriber) {
        lock.lock();
        try {
            yieldTurn(subscriber);
        } finally {
            lock.unlock();
        }
    }

    private void yieldTurn(Leaf subscriber) {
        leaveLine(subscriber);
        if (turn != subscriber) {
            return;
        }
        pausing = false;
        turn = displaced.isEmpty() ? takeFirst(waiting) : takeFirst(displaced);
        Registration registered = registration;
        if (turn != null) {
            turn.wake();
        } else if (registered != null) {
            registered.pauseReading();
        }
    }

    /**
     * Accepting failed, because descriptors or memory are short, or because the peer has gone. No subscriber tries
     * again until a pause is over.
     *
     * @return how long the subscriber must wait on behalf of all, in nanoseconds; 0 if another subscriber waits already
     */
    public long pause(Leaf subscriber) {
        lock.lock();
        try {
            if (pausing && turn != subscriber) {
                return 0;
            }
            takeTurn(subscriber);
            pausing = true;
            pauseNanos = pauseNanos == 0 ? FIRST_PAUSE_NANOS : Math.min(2 * pauseNanos, LONGEST_PAUSE_NANOS);
            if (registration != null) {
                registration.pauseReading();
            }
            return pauseNanos;
        } finally {
            lock.unlock();
        }
    }

    private void takeTurn(Leaf subscriber) {
        if (turn != null && turn != subscriber) {
            displaced.add(turn);
        }
        leaveLine(subscriber);
        turn = subscriber;
    }

    private void leaveLine(Leaf subscriber) {
        waiting.remove(subscriber);
        displaced.remove(subscriber);
    }

    private static @Nullable Leaf takeFirst(Set<Leaf> line) {
        Iterator<Leaf> leaves = line.iterator();
        if (!leaves.hasNext()) {
            return null;
        }
        Leaf first = leaves.next();
        leaves.remove();
        return first;
    }

    public boolean isPausing() {
        return pausing;
    }
}
