package io.nagare.engine.channel;

import io.nagare.One;
import io.nagare.channel.ChannelClosedException;
import io.nagare.channel.Oneshot;
import io.nagare.driver.Leaf;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import io.nagare.engine.waiting.ConditionLeaf;
import io.nagare.engine.waiting.WaitList;
import io.nagare.stage.Programs;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * An outcome that is set once, and a list of leaves that wait for it. Any thread may set it.
 *
 * <p>The first thread to set {@code outcome} wins, and then wakes the leaves in the list. A waiting leaf first enters
 * the list and then looks. So at least one of the two sees the other.
 */
final class SharedOneshot<T> implements Oneshot<T> {

    /** The outcome: a value, a failure, or neither. */
    private record Outcome<T>(@Nullable T value, @Nullable Throwable failure) {}

    private final AtomicReference<@Nullable Outcome<T>> outcome = new AtomicReference<>();

    /**
     * The number of subscriptions that have not cancelled. The subscription that makes it 0 closes the oneshot. Later
     * subscribers find it closed.
     */
    private final AtomicInteger receivers = new AtomicInteger();

    private final WaitList waiting = new WaitList();

    @Override
    public boolean send(T value) {
        return settle(new Outcome<>(
                Objects.requireNonNull(value, "a oneshot cannot send null; complete() ends it without a value"), null));
    }

    @Override
    public boolean complete() {
        return settle(new Outcome<>(null, null));
    }

    @Override
    public boolean fail(Throwable failure) {
        return settle(new Outcome<>(null, Objects.requireNonNull(failure, "failure")));
    }

    @Override
    public void close() {
        if (!isClosed()) {
            fail(new ChannelClosedException("the oneshot was closed before a value was sent: none will come"));
        }
    }

    private boolean settle(Outcome<T> how) {
        boolean first = outcome.compareAndSet(null, how);
        if (first) {
            waiting.wakeAll();
        }
        return first;
    }

    @Override
    public One<T> receiver() {
        return Programs.drivenOne((subscriber, strand) -> new Receiver<>(this, subscriber, strand).start());
    }

    @Override
    public One<Void> closed() {
        return ConditionLeaf.await(waiting, this::isClosed);
    }

    @Override
    public boolean isClosed() {
        return outcome.get() != null;
    }

    private void leave() {
        if (receivers.decrementAndGet() == 0 && !isClosed()) {
            fail(new ChannelClosedException(
                    "the oneshot's receiver is closed: all its subscribers have cancelled; subscribe before the last"
                            + " one cancels, or use another oneshot"));
        }
    }

    @Override
    public String toString() {
        return "Oneshot[" + (isClosed() ? "settled" : "open") + "]";
    }

    /** One subscription. All methods run on the subscriber's strand. */
    private static final class Receiver<T> extends Leaf implements StrandSubscription {

        private final SharedOneshot<T> oneshot;
        private final StrandSubscriber<? super T> subscriber;
        private final WaitList.Place place = new WaitList.Place(this);
        private boolean demanded;
        private boolean delivering;
        private boolean done;

        Receiver(SharedOneshot<T> oneshot, StrandSubscriber<? super T> subscriber, Strand strand) {
            super(strand);
            this.oneshot = oneshot;
            this.subscriber = subscriber;
        }

        void start() {
            oneshot.receivers.incrementAndGet();
            subscriber.onSubscribe(this);
            run();
        }

        @Override
        public void request(long n) {
            demanded = true;
            run();
        }

        @Override
        public void cancel() {
            if (!done) {
                done = true;
                if (!delivering) {
                    leave();
                }
            }
        }

        private void leave() {
            oneshot.waiting.remove(place);
            oneshot.leave();
        }

        @Override
        protected void run() {
            if (done || delivering) {
                return;
            }
            Outcome<T> outcome = oneshot.outcome.get();
            if (outcome == null) {
                oneshot.waiting.add(place);
                outcome = oneshot.outcome.get();
            }
            if (outcome != null && (demanded || outcome.value() == null)) {
                delivering = true;
                leave();
                deliver(outcome);
            }
        }

        private void deliver(Outcome<T> outcome) {
            T value = outcome.value();
            Throwable failure = outcome.failure();
            if (failure != null) {
                done = true;
                subscriber.onError(failure);
                return;
            }
            if (value != null) {
                subscriber.onNext(value);
            }
            if (!done) {
                done = true;
                subscriber.onComplete();
            }
        }
    }
}
