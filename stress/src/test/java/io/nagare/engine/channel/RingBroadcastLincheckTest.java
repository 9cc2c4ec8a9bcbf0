package io.nagare.engine.channel;

import io.nagare.channel.Broadcast;
import io.nagare.driver.Driver;
import io.nagare.driver.Leaf;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import io.nagare.engine.strand.Attachable;
import io.nagare.policy.Lag;
import java.util.Objects;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;

/**
 * A ring of two and one receiver, which looks for itself whether there is something: so nothing depends on wakes, and what it finds, a value
 * or how many it missed, is what a broadcast gives that is used by one thread.
 */
public class RingBroadcastLincheckTest {

    private static final int MISSED = 1_000;
    private static final int END = -1;

    private final Broadcast<Integer> broadcast = Broadcast.lagging(2);
    private final Receiver receiver = new Receiver();

    public RingBroadcastLincheckTest() {
        ((Attachable<Integer>) broadcast.subscribe(Lag.skip(missed -> receiver.missed += missed)))
                .attach(receiver, new Direct());
    }

    @Operation
    public void send(int value) {
        broadcast.send(Math.abs(value));
    }

    /** The next value, and a thousand for each that was missed before it; null if there is none. */
    @Operation(nonParallelGroup = "receiver")
    public @Nullable Integer take() {
        return receiver.take();
    }

    @Operation(nonParallelGroup = "receiver")
    public int subscribers() {
        return broadcast.subscribers();
    }

    @Test
    void isLinearizable() {
        new ModelCheckingOptions()
                .iterations(20)
                .invocationsPerIteration(500)
                .threads(2)
                .actorsPerThread(4)
                .check(RingBroadcastLincheckTest.class);
    }

    /** Asks for one value at a time, and looks again when it has asked before. */
    private static final class Receiver extends StrandSubscriber<Integer> {

        private @Nullable StrandSubscription upstream;
        private @Nullable Integer got;
        private boolean asked;
        private int missed;

        @Nullable Integer take() {
            StrandSubscription from = Objects.requireNonNull(upstream);
            if (asked) {
                ((Leaf) from).step();
            } else {
                asked = true;
                from.request(1);
            }
            Integer value = got;
            if (value != null) {
                value += MISSED * missed;
                missed = 0;
                got = null;
                asked = false;
            }
            return value;
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
            got = END;
        }
    }

    /** A strand that is run by whoever holds the receiver, and by no wake. */
    private static final class Direct implements Strand {

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
            throw new UnsupportedOperationException();
        }

        @Override
        public void enqueue(Leaf leaf) {}
    }
}
