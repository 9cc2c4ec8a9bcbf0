package io.nagare.engine.channel;

import io.nagare.channel.Broadcast;
import io.nagare.driver.Driver;
import io.nagare.driver.Leaf;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import io.nagare.engine.strand.Attachable;
import io.nagare.engine.strand.RecordingScheduler;
import io.nagare.policy.Lag;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/**
 * A receiver of a broadcast that takes one value at a time. It looks for the value itself, so it depends on no wake.
 * One thread at a time uses it.
 */
final class LookingReceiver extends StrandSubscriber<Integer> {

    private @Nullable StrandSubscription upstream;
    private @Nullable Integer got;
    private boolean asked;
    private boolean completed;
    private long missed;

    static LookingReceiver of(Broadcast<Integer> broadcast) {
        LookingReceiver receiver = new LookingReceiver();
        ((Attachable<Integer>) broadcast.receiver(Lag.skip(count -> receiver.missed += count)))
                .attach(receiver, new Direct());
        return receiver;
    }

    /** Returns the next value; null if there is none. */
    @Nullable Integer take() {
        StrandSubscription from = Objects.requireNonNull(upstream);
        if (completed) {
            return null;
        }
        if (asked) {
            ((Leaf) from).step();
        } else {
            asked = true;
            from.request(1);
        }
        Integer value = got;
        if (value != null) {
            got = null;
            asked = false;
        }
        return value;
    }

    /** How many values were missed so far. */
    long missed() {
        return missed;
    }

    boolean hasCompleted() {
        return completed;
    }

    @Override
    public void onSubscribe(StrandSubscription subscription) {
        upstream = subscription;
    }

    @Override
    public boolean onNext(Integer value) {
        got = value;
        return true;
    }

    @Override
    public void onError(Throwable failure) {
        throw new AssertionError(failure);
    }

    @Override
    public void onComplete() {
        completed = true;
    }

    /** A strand that the thread with the receiver runs; no wake runs it. */
    private static final class Direct implements Strand {

        private final Driver driver = new RecordingScheduler();

        @Override
        public boolean isCurrent() {
            return true;
        }

        @Override
        public <T> void attach(Publisher<? extends T> publisher, StrandSubscriber<T> subscriber) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean spend(int units) {
            return true;
        }

        @Override
        public void discard(@Nullable Object item) {}

        @Override
        public Driver driver() {
            return driver;
        }

        @Override
        public void enqueue(Leaf leaf) {}
    }
}
