package io.nagare.channels.base;

import io.nagare.channel.Watch;
import io.nagare.driver.ShortLock;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The subscriptions to a channel in this program. Any thread may call.
 *
 * <p>Always holds: the outbox is held for a receiver that does not know its place. So a sender that comes after a
 * receiver sends after the receiver knows its place.
 *
 * @param <R> the type of the receivers
 * @since 0.1
 */
public final class Receivers<R extends Receiver> {

    private final Outbox<?> outbox;
    private final BooleanSupplier isClosing;
    private final Watch<Integer> count = Watch.of(0);

    /** Changed under the lock, and read without it. */
    private final Set<R> all = ConcurrentHashMap.newKeySet();

    private final ShortLock lock = new ShortLock();

    /** The lock guards the fields below. Those for which the outbox is held. */
    private final Set<R> held = new HashSet<>();

    private @Nullable Throwable broken;

    /**
     * Makes a list without receivers.
     *
     * @param isClosing whether the end of the channel has begun
     */
    public Receivers(Outbox<?> outbox, BooleanSupplier isClosing) {
        this.outbox = outbox;
        this.isClosing = isClosing;
    }

    /** How many there are. */
    public Watch<Integer> count() {
        return count;
    }

    /** Enters a receiver. Returns false if it has failed, because nothing will come any more. */
    public boolean enter(R receiver) {
        Throwable failure;
        boolean holds = false;
        lock.lock();
        try {
            failure = broken;
            if (failure == null) {
                all.add(receiver);
                // The end of a channel waits for the outbox, so such a receiver must not hold it.
                holds = receiver.isUnlocated() && !isClosing.getAsBoolean() && held.add(receiver);
            }
        } finally {
            lock.unlock();
        }
        if (failure != null) {
            receiver.failed(failure);
            return false;
        }
        count.modify(before -> before + 1);
        if (holds) {
            outbox.hold();
        }
        return true;
    }

    /** A receiver goes. */
    public void leave(R receiver) {
        boolean was = all.remove(receiver);
        release(receiver);
        if (was) {
            count.modify(before -> before - 1);
        }
    }

    /** A receiver knows its place, so that what is sent from now on is for it, too. */
    public void release(R receiver) {
        boolean was;
        lock.lock();
        try {
            was = held.remove(receiver);
        } finally {
            lock.unlock();
        }
        if (was) {
            outbox.release();
        }
    }

    /** Whether the outbox is held for a receiver. */
    public boolean isHeld(R receiver) {
        lock.lock();
        try {
            return held.contains(receiver);
        } finally {
            lock.unlock();
        }
    }

    /** Returns those that there are now. */
    public List<R> now() {
        return List.copyOf(all);
    }

    /** Tells all receivers something. */
    public void forEach(Consumer<? super R> telling) {
        all.forEach(telling);
    }

    /** Fails all receivers, and those that will come. Called once. */
    public void fail(Throwable failure) {
        lock.lock();
        try {
            broken = failure;
        } finally {
            lock.unlock();
        }
        all.forEach(receiver -> receiver.failed(failure));
    }

    /**
     * Returns how many values the slowest receiver has not taken.
     *
     * @param last the number of the last value that there is
     */
    public long lag(long last) {
        return all.stream()
                .mapToLong(Receiver::position)
                .filter(position -> position >= 0)
                .map(position -> Math.max(0, last - position))
                .max()
                .orElse(0);
    }
}
