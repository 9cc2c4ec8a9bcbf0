package io.nagare.engine.channel;

import io.nagare.Broadcast;
import io.nagare.LaggedException;
import io.nagare.Many;
import io.nagare.driver.Demand;
import io.nagare.driver.Leaf;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import io.nagare.engine.queue.WaitList;
import io.nagare.policy.Lag;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A ring that senders write and every receiver reads at its own position.
 *
 * <p>Value number {@code n} is in slot {@code n mod capacity} until value {@code n + capacity} takes its place; each entry carries its
 * number, so that a reader which is overtaken between looking at {@code tail} and reading the slot finds out. A reader that finds a
 * later number than its own has missed exactly the values from its position to the oldest one that is still there.
 *
 * <p>Senders take turns by the lock, which also orders them with closing and with the count of receivers. Receivers take no lock to
 * read.
 */
public final class LaggingBroadcast<T> implements Broadcast<T> {

    private record Entry<T>(long number, T value) {}

    private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(Entry[].class);
    private static final VarHandle TAIL = ConstantBootstraps.fieldVarHandle(
            MethodHandles.lookup(), "tail", VarHandle.class, LaggingBroadcast.class, long.class);

    private final ReentrantLock sending = new ReentrantLock();
    private final WaitList waiting = new WaitList();
    private final Entry<?>[] slots;
    private final int mask;

    /*
     * The number of the next value. Written under the lock, after the slot: who reads it with acquire finds all values before it in
     * the ring. A receiver that has read everything puts itself into the wait list and then reads `tail` again; a sender writes `tail`
     * and then takes what is in the list. The list's lock orders the two, so the receiver sees the value or the sender sees it.
     */
    @SuppressWarnings("unused") // by TAIL
    private volatile long tail;

    /** Written under the lock, after the last write of {@code tail}. */
    private volatile boolean closed;

    private int receivers;

    /** A broadcast that keeps at least that many values, rounded up to a power of two. */
    public LaggingBroadcast(int capacity) {
        int size = Integer.highestOneBit(capacity * 2 - 1);
        slots = new Entry<?>[size];
        mask = size - 1;
    }

    @Override
    public int send(T value) {
        Objects.requireNonNull(value, "a broadcast cannot send null");
        int reached;
        sending.lock();
        try {
            if (closed) {
                throw new IllegalStateException("the broadcast is closed: a value cannot be sent any more");
            }
            reached = receivers;
            if (reached == 0) {
                return 0;
            }
            long number = tail;
            SLOT.setRelease(slots, (int) number & mask, new Entry<>(number, value));
            TAIL.setRelease(this, number + 1);
        } finally {
            sending.unlock();
        }
        waiting.wakeAll();
        return reached;
    }

    @Override
    public Many<T> subscribe(Lag lag) {
        Objects.requireNonNull(lag, "lag");
        return Many.driven((subscriber, strand) -> new Receiver<>(this, lag, subscriber, strand).start());
    }

    @Override
    public int subscribers() {
        sending.lock();
        try {
            return receivers;
        } finally {
            sending.unlock();
        }
    }

    @Override
    public int capacity() {
        return mask + 1;
    }

    @Override
    public void close() {
        sending.lock();
        try {
            closed = true;
        } finally {
            sending.unlock();
        }
        waiting.wakeAll();
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    private long enter() {
        sending.lock();
        try {
            receivers++;
            return tail;
        } finally {
            sending.unlock();
        }
    }

    private void leave() {
        sending.lock();
        try {
            receivers--;
        } finally {
            sending.unlock();
        }
    }

    /** One subscription. Everything in it happens on the subscriber's strand. */
    private static final class Receiver<T> extends Leaf implements StrandSubscription {

        private final LaggingBroadcast<T> broadcast;
        private final Lag lag;
        private final StrandSubscriber<? super T> subscriber;
        private final WaitList.Place place = new WaitList.Place(this);

        /** The number of the next value to take. */
        private long position;

        private long demand;
        private boolean emitting;
        private boolean done;

        Receiver(LaggingBroadcast<T> broadcast, Lag lag, StrandSubscriber<? super T> subscriber, Strand strand) {
            super(strand);
            this.broadcast = broadcast;
            this.lag = lag;
            this.subscriber = subscriber;
        }

        void start() {
            position = broadcast.enter();
            subscriber.onSubscribe(this);
            run();
        }

        @Override
        public void request(long n) {
            demand = Demand.add(demand, n);
            run();
        }

        @Override
        public void cancel() {
            if (!done) {
                done = true;
                broadcast.waiting.remove(place);
                broadcast.leave();
            }
        }

        @Override
        protected void run() {
            if (emitting || done) {
                return;
            }
            emitting = true;
            while (!done) {
                boolean last = broadcast.closed;
                long tail = (long) TAIL.getAcquire(broadcast);
                if (position == tail) {
                    if (last) {
                        cancel();
                        subscriber.onComplete();
                    } else if (!hasWaitedFor(tail)) {
                        continue;
                    }
                    break;
                }
                if (demand == 0) {
                    break;
                }
                take();
                if (!strand().spend(1)) {
                    wake();
                    break;
                }
            }
            emitting = false;
        }

        /** Waits for a value behind {@code tail}. Returns false if there is one, or the end, by now. */
        private boolean hasWaitedFor(long tail) {
            broadcast.waiting.add(place);
            return (long) TAIL.getAcquire(broadcast) == tail && !broadcast.closed;
        }

        @SuppressWarnings("unchecked") // send puts nothing else there
        private void take() {
            Entry<T> entry = (Entry<T>) SLOT.getAcquire(broadcast.slots, (int) position & broadcast.mask);
            if (entry.number() != position) {
                skipTo(Math.max((long) TAIL.getAcquire(broadcast), entry.number() + 1) - broadcast.capacity());
                return;
            }
            position++;
            if (subscriber.onNext(entry.value())) {
                demand = Demand.subtract(demand, 1);
            }
        }

        /** The sender writes the slot before {@code tail}, so the entry may tell of more lost values than that. */
        private void skipTo(long oldest) {
            long missed = oldest - position;
            position = oldest;
            try {
                lag.onMissed().accept(missed);
            } catch (Throwable failure) {
                cancel();
                subscriber.onError(failure);
                return;
            }
            if (lag.fails() && !done) {
                cancel();
                subscriber.onError(new LaggedException(missed, broadcast.capacity()));
            }
        }
    }
}
