package io.nagare.engine.channel.send;

import io.nagare.channel.SendResult;
import io.nagare.driver.Source;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import io.nagare.engine.strand.StreamEnd;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/** Sends what a publisher emits. It requests one item at a time, and holds that item until the channel has room. */
public final class SendAll<T> implements Source<Void> {

    private final TurnedChannel<T> channel;
    private final Publisher<? extends T> values;

    public SendAll(TurnedChannel<T> channel, Publisher<? extends T> values) {
        this.channel = channel;
        this.values = values;
    }

    @Override
    public void subscribe(StrandSubscriber<? super Void> subscriber, Strand strand) {
        Feeding<T> feeding = new Feeding<>(channel, subscriber, strand);
        subscriber.onSubscribe(feeding);
        if (!feeding.done) {
            strand.attach(values, feeding);
        }
    }

    /** One subscription. All methods run on its strand. */
    private static final class Feeding<T> extends StrandSubscriber<T> implements StrandSubscription {

        private final TurnedChannel<T> channel;
        private final StrandSubscriber<? super Void> downstream;
        private final Strand strand;
        private @Nullable StrandSubscription upstream;

        /** The item that waits for room, and its turn. */
        private @Nullable T held;

        private @Nullable Turn<T> turn;

        /** Whether the publisher has ended. Its end is passed on when no item waits. */
        private boolean ended;

        private @Nullable Throwable failure;
        private boolean done;

        Feeding(TurnedChannel<T> channel, StrandSubscriber<? super Void> downstream, Strand strand) {
            super(downstream);
            this.channel = channel;
            this.downstream = downstream;
            this.strand = strand;
        }

        @Override
        public void onSubscribe(StrandSubscription subscription) {
            upstream = subscription;
            if (done) {
                subscription.cancel();
            } else {
                subscription.request(1);
            }
        }

        /** An item that was sent at once does not use its unit of demand, so the next item may come at once. */
        @Override
        public boolean onNext(T item) {
            if (done) {
                strand.discard(item);
                return true;
            }
            SendResult result = channel.trySend(item);
            if (result == SendResult.SENT) {
                return false;
            }
            held = item;
            if (result == SendResult.FULL) {
                turn = new HeldTurn();
                turn.enter();
            } else {
                refuse();
            }
            return true;
        }

        private void place() {
            T item = held;
            held = null;
            turn = null;
            if (item != null) {
                channel.sendReserved(item);
            }
            if (ended) {
                end();
            } else if (upstream != null) {
                upstream.request(1);
            }
        }

        private void refuse() {
            Throwable refusal = Turn.closedFor("sendAll");
            if (failure != null) {
                refusal.addSuppressed(failure);
            }
            stop();
            downstream.onError(refusal);
        }

        private void stop() {
            done = true;
            if (turn != null) {
                turn.leave();
            }
            if (upstream != null) {
                upstream.cancel();
            }
            T item = held;
            held = null;
            strand.discard(item);
        }

        @Override
        public void onError(Throwable cause) {
            failure = cause;
            onComplete();
        }

        @Override
        public void onComplete() {
            ended = true;
            if (held == null && !done) {
                end();
            }
        }

        @Override
        public boolean isDone() {
            return done || downstream.isDone();
        }

        private void end() {
            done = true;
            StreamEnd.send(downstream, failure);
        }

        @Override
        public void request(long n) {
            // There is no item.
        }

        @Override
        public void cancel() {
            if (!done) {
                stop();
            }
        }

        /** The wait for room of the held item. */
        private final class HeldTurn extends Turn<T> {

            HeldTurn() {
                super(Feeding.this.channel, Feeding.this.strand);
            }

            @Override
            public void granted() {
                place();
            }

            @Override
            public void refused() {
                turn = null;
                refuse();
            }
        }
    }
}
