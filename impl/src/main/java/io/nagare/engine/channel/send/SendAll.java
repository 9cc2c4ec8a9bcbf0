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

    private final BoundedChannel<T> channel;
    private final Publisher<? extends T> values;

    public SendAll(BoundedChannel<T> channel, Publisher<? extends T> values) {
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

        private final BoundedChannel<T> channel;
        private final StrandSubscriber<? super Void> downstream;
        private final Strand strand;
        private @Nullable StrandSubscription upstream;

        /** The item that waits for room, and its sender. */
        private @Nullable T held;

        private @Nullable WaitingSender<T> sender;

        /** Whether the publisher has ended. Its end is passed on when no item waits. */
        private boolean ended;

        private @Nullable Throwable failure;
        private boolean done;

        Feeding(BoundedChannel<T> channel, StrandSubscriber<? super Void> downstream, Strand strand) {
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
                sender = new HeldItem();
                sender.enter();
            } else {
                refuse();
            }
            return true;
        }

        private void place() {
            T item = held;
            held = null;
            sender = null;
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
            Throwable refusal = WaitingSender.closedFor("sendAll");
            if (failure != null) {
                refusal.addSuppressed(failure);
            }
            stop();
            downstream.onError(refusal);
        }

        private void stop() {
            done = true;
            if (sender != null) {
                sender.leave();
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
        private final class HeldItem extends WaitingSender<T> {

            HeldItem() {
                super(Feeding.this.channel, Feeding.this.strand);
            }

            @Override
            public void granted() {
                place();
            }

            @Override
            public void refused() {
                sender = null;
                refuse();
            }
        }
    }
}
