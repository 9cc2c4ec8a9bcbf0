package io.nagare.engine.channel;

import io.nagare.Many;
import io.nagare.One;
import io.nagare.channel.ChannelClosedException;
import io.nagare.channel.Watch;
import io.nagare.driver.Demand;
import io.nagare.driver.Leaf;
import io.nagare.driver.ShortLock;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import io.nagare.engine.strand.Retained;
import io.nagare.engine.waiting.ConditionLeaf;
import io.nagare.engine.waiting.WaitList;
import io.nagare.stage.Programs;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/**
 * A value with a version number. Senders replace it one at a time, from any thread. Receivers compare its number with
 * the number that they have seen.
 *
 * <p>A receiver that has seen the latest value enters the list and looks again. A sender writes the value and then
 * wakes the receivers in the list. So the receiver sees the value, or the sender sees the receiver.
 */
final class ValueWatch<T> implements Watch<T> {

    private record Version<T>(long number, T value) {}

    private final ShortLock sending = new ShortLock();
    private final WaitList waiting = new WaitList();
    private final WaitList ending = new WaitList();
    private final AtomicInteger receivers = new AtomicInteger();

    /** Written under the lock. */
    private volatile Version<T> latest;

    /** Written under the lock, after the last write of {@code latest}. */
    private volatile boolean closed;

    ValueWatch(T initial) {
        Retained.add(initial);
        latest = new Version<>(1, initial);
    }

    @Override
    public T value() {
        return latest.value();
    }

    @Override
    public int send(T value) {
        Objects.requireNonNull(value, "a watch cannot hold null");
        modify(now -> value, true);
        return receivers.get();
    }

    @Override
    public boolean modify(UnaryOperator<T> function) {
        Objects.requireNonNull(function, "function");
        return modify(function, false);
    }

    private boolean modify(UnaryOperator<T> function, boolean always) {
        if (sending.isHeldByCurrentThread()) {
            // The version that the inner call makes would have the same number as the outer one, and receivers would
            // take them for the same.
            throw new IllegalStateException(
                    "the function of modify must not change the watch that calls it: return the value instead");
        }
        sending.lock();
        try {
            if (closed) {
                throw new ChannelClosedException("the watch is closed: its value cannot be changed any more");
            }
            Version<T> now = latest;
            T next = Objects.requireNonNull(function.apply(now.value()), "modify: the function returned null");
            if (next == now.value() && !always) {
                return false;
            }
            Retained.add(next);
            latest = new Version<>(now.number() + 1, next);
        } finally {
            sending.unlock();
        }
        waiting.wakeAll();
        return true;
    }

    @Override
    public Many<T> receiver() {
        return Programs.driven((subscriber, strand) -> new Receiver<>(this, 0, subscriber, strand).start());
    }

    @Override
    public Many<T> changes() {
        return Programs.driven(
                (subscriber, strand) -> new Receiver<>(this, latest.number(), subscriber, strand).start());
    }

    @Override
    public int subscribers() {
        return receivers.get();
    }

    @Override
    public One<Void> abandoned() {
        return ConditionLeaf.await(ending, () -> receivers.get() == 0);
    }

    @Override
    public One<Void> closed() {
        return ConditionLeaf.await(ending, this::isClosed);
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    @Override
    public void close() {
        if (sending.isHeldByCurrentThread()) {
            throw new IllegalStateException("the function of modify must not close the watch that calls it");
        }
        sending.lock();
        try {
            closed = true;
        } finally {
            sending.unlock();
        }
        waiting.wakeAll();
        ending.wakeAll();
    }

    private void leave() {
        if (receivers.decrementAndGet() == 0) {
            ending.wakeAll();
        }
    }

    @Override
    public String toString() {
        return "Watch[" + value() + ", " + subscribers() + " subscribers" + (closed ? ", closed]" : "]");
    }

    /** One subscription. All methods run on the subscriber's strand. */
    private static final class Receiver<T> extends Leaf implements StrandSubscription {

        private final ValueWatch<T> watch;
        private final StrandSubscriber<? super T> subscriber;
        private final WaitList.Place place = new WaitList.Place(this);

        /** The number of the last value that was taken. */
        private long seen;

        private long demand;
        private boolean emitting;
        private boolean done;

        Receiver(ValueWatch<T> watch, long seen, StrandSubscriber<? super T> subscriber, Strand strand) {
            super(strand);
            this.watch = watch;
            this.seen = seen;
            this.subscriber = subscriber;
        }

        void start() {
            watch.receivers.incrementAndGet();
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
                watch.waiting.remove(place);
                watch.leave();
            }
        }

        @Override
        protected void run() {
            if (emitting || done) {
                return;
            }
            emitting = true;
            while (!done) {
                boolean last = watch.closed;
                Version<T> latest = watch.latest;
                if (latest.number() == seen) {
                    if (last) {
                        cancel();
                        subscriber.onComplete();
                    } else if (!hasWaited()) {
                        continue;
                    }
                    break;
                }
                if (demand == 0) {
                    break;
                }
                seen = latest.number();
                if (subscriber.onNext(latest.value())) {
                    demand = Demand.subtract(demand, 1);
                }
                if (!strand().spend(1)) {
                    wake();
                    break;
                }
            }
            emitting = false;
        }

        /**
         * Waits for a value newer than the last one seen. Returns false if there is one already, or if the watch is
         * closed.
         */
        private boolean hasWaited() {
            watch.waiting.add(place);
            return watch.latest.number() == seen && !watch.closed;
        }
    }
}
