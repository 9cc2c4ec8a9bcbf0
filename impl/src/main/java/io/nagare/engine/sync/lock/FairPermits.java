package io.nagare.engine.sync.lock;

import static java.util.Objects.requireNonNull;

import io.nagare.Many;
import io.nagare.One;
import io.nagare.engine.sync.lock.Holding.Start;
import io.nagare.stage.Programs;
import io.nagare.sync.Permit;
import io.nagare.sync.Permits;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A semaphore: a queue of permits, and the number of all permits. Any thread may call. */
public final class FairPermits implements Permits {

    private final PermitQueue queue;
    private final int maximum;

    /**
     * The number of permits that exist, taken or not. It says nothing about which of them are taken, so it needs no
     * order with the queue.
     */
    private final AtomicInteger existing;

    public FairPermits(int initial, int maximum) {
        this.queue = new PermitQueue(initial);
        this.maximum = maximum;
        this.existing = new AtomicInteger(initial);
    }

    @Override
    public One<Permit> acquire(int count) {
        return Programs.drivenOne(queue.take(check(count), () -> new HeldPermit(this, count)));
    }

    @Override
    public @Nullable Permit tryAcquire(int count) {
        return queue.tryTake(check(count)) ? new HeldPermit(this, count) : null;
    }

    private int check(int count) {
        if (count < 1 || count > maximum) {
            throw new IllegalArgumentException(
                    "1 to " + maximum + " permits can be acquired of this semaphore, but " + count + " were asked for");
        }
        return count;
    }

    @Override
    public <T> One<T> withPermit(One<T> stream) {
        requireNonNull(stream, "stream");
        return Programs.drivenOne(new Holding<Permit, T>(Start.ON_DEMAND, acquire(), permit -> stream, Permit::close));
    }

    @Override
    public <T> Many<T> withPermit(Many<T> stream) {
        requireNonNull(stream, "stream");
        return Programs.driven(new Holding<Permit, T>(Start.ON_DEMAND, acquire(), permit -> stream, Permit::close));
    }

    @Override
    public void add(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("add needs at least 1 permit, but was given " + count);
        }
        for (int now = existing.get(); ; now = existing.get()) {
            if (count > maximum - now) {
                throw new IllegalArgumentException("add of " + count + " permits: there are " + now
                        + " already, and there can be at most " + maximum);
            }
            if (existing.compareAndSet(now, now + count)) {
                queue.give(count);
                return;
            }
        }
    }

    void giveBack(int count) {
        queue.give(count);
    }

    void forget(int count) {
        existing.addAndGet(-count);
    }

    @Override
    public int available() {
        return (int) queue.available();
    }

    @Override
    public int maximum() {
        return maximum;
    }

    @Override
    public void close() {
        queue.close();
    }

    @Override
    public boolean isClosed() {
        return queue.isClosed();
    }

    @Override
    public String toString() {
        return "Permits[" + available() + " of " + existing.get() + " available, " + queue.waiting() + " waiting"
                + (isClosed() ? ", closed]" : "]");
    }
}
