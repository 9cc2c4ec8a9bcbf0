package io.nagare.engine.sync.lock;

import static java.util.Objects.requireNonNull;

import io.nagare.sync.AlreadyReleasedException;
import io.nagare.sync.Permit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Permits that were acquired. Any thread may give them back. From then on the count is 0, so a second attempt is
 * noticed.
 */
final class HeldPermit implements Permit {

    private final FairPermits from;
    private final AtomicInteger count;

    HeldPermit(FairPermits from, int count) {
        this.from = from;
        this.count = new AtomicInteger(count);
    }

    @Override
    public int count() {
        return count.get();
    }

    @Override
    public Permit split(int part) {
        for (int now = count.get(); now > 0; now = count.get()) {
            if (part < 1 || part > now) {
                throw new IllegalArgumentException("a permit for " + now + " cannot be split into one for " + part);
            }
            if (count.compareAndSet(now, now - part)) {
                return new HeldPermit(from, part);
            }
        }
        throw released("split");
    }

    /**
     * Takes the permits out of one count and then adds them to the other. Between the two steps they are in neither
     * count, so they cannot be given back twice.
     */
    @Override
    public void merge(Permit other) {
        if (!(requireNonNull(other, "other") instanceof HeldPermit held) || held.from != from || held == this) {
            throw new IllegalArgumentException(
                    "a permit can only be merged with another permit of its own semaphore, not with " + other);
        }
        int added = held.takeAll("merge");
        for (int now = count.get(); now > 0; now = count.get()) {
            if (count.compareAndSet(now, now + added)) {
                return;
            }
        }
        held.count.set(added);
        throw released("merge");
    }

    @Override
    public void forget() {
        from.forget(takeAll("forget"));
    }

    @Override
    public void close() {
        from.giveBack(takeAll("close"));
    }

    private int takeAll(String call) {
        int all = count.getAndSet(0);
        if (all == 0) {
            throw released(call);
        }
        return all;
    }

    private static AlreadyReleasedException released(String call) {
        return new AlreadyReleasedException("a permit", call);
    }

    @Override
    public String toString() {
        int now = count.get();
        return now == 0 ? "Permit[released]" : "Permit[" + now + "]";
    }
}
