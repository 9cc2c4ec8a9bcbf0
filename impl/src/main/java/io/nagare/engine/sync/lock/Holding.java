package io.nagare.engine.sync.lock;

import static java.util.Objects.requireNonNull;

import io.nagare.driver.Demand;
import io.nagare.driver.Source;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/**
 * Holds a resource while a stream runs. It takes the resource on the first demand or at once, makes a stream of the
 * resource, and subscribes to it. When the stream ends, the resource is given back before downstream learns of the end.
 * When downstream cancels, the stream is cancelled first, and then the resource is given back. All on the subscriber's
 * strand.
 *
 * @param <R> the resource
 * @param <T> the items of the stream
 */
public final class Holding<R, T> implements Source<T> {

    /** When the resource is taken. */
    public enum Start {
        ON_DEMAND,
        AT_ONCE
    }

    private final Start start;
    private final Publisher<? extends R> taking;
    private final Function<? super R, ? extends Publisher<? extends T>> stream;
    private final Consumer<? super R> givingBack;

    /** Makes the source. {@code givingBack} must not throw. */
    public Holding(
            Start start,
            Publisher<? extends R> taking,
            Function<? super R, ? extends Publisher<? extends T>> stream,
            Consumer<? super R> givingBack) {
        this.start = start;
        this.taking = taking;
        this.stream = stream;
        this.givingBack = givingBack;
    }

    @Override
    public void subscribe(StrandSubscriber<? super T> subscriber, Strand strand) {
        Held held = new Held(subscriber, strand);
        subscriber.onSubscribe(held);
        if (start == Start.AT_ONCE) {
            held.begin();
        }
    }

    /** One subscription: first to the publisher of the resource, through {@link Taker}, then to the stream. */
    private final class Held extends StrandSubscriber<T> implements StrandSubscription {

        private final StrandSubscriber<? super T> downstream;
        private final Strand strand;

        /** The subscription to the publisher of the resource, later to the stream; null between the two. */
        private @Nullable StrandSubscription upstream;

        private @Nullable R held;

        /** Demand that has not been passed to the stream yet. */
        private long demand;

        private boolean started;
        private boolean done;

        Held(StrandSubscriber<? super T> downstream, Strand strand) {
            super(downstream);
            this.downstream = downstream;
            this.strand = strand;
        }

        @Override
        public void request(long n) {
            if (done) {
                return;
            }
            if (held != null && upstream != null) {
                upstream.request(n);
                return;
            }
            demand = Demand.add(demand, n);
            begin();
        }

        void begin() {
            if (!started && !done) {
                started = true;
                strand.attach(taking, new Taker());
            }
        }

        @Override
        public void cancel() {
            if (!done) {
                done = true;
                if (upstream != null) {
                    upstream.cancel();
                }
                giveBack();
            }
        }

        @Override
        public boolean takeBack(Object item) {
            return held != null && upstream != null && upstream.takeBack(item);
        }

        private void giveBack() {
            R toGiveBack = held;
            held = null;
            if (toGiveBack != null) {
                givingBack.accept(toGiveBack);
            }
        }

        @Override
        public void onSubscribe(StrandSubscription subscription) {
            if (done) {
                subscription.cancel();
                return;
            }
            upstream = subscription;
            long now = demand;
            demand = 0;
            if (now > 0) {
                subscription.request(now);
            }
        }

        @Override
        public boolean onNext(T item) {
            if (done) {
                strand.discard(item);
                return true;
            }
            return downstream.onNext(item);
        }

        @Override
        public void onError(Throwable failure) {
            if (!done) {
                done = true;
                giveBack();
                downstream.onError(failure);
            }
        }

        @Override
        public void onComplete() {
            if (!done) {
                done = true;
                giveBack();
                downstream.onComplete();
            }
        }

        @Override
        public boolean isDone() {
            return done || downstream.isDone();
        }

        private void open(R taken) {
            held = taken;
            upstream = null;
            try {
                strand.attach(
                        requireNonNull(stream.apply(taken), "the function returned null instead of a stream"), this);
            } catch (Throwable failure) {
                if (done) {
                    strand.driver().unseen(failure, "a stream that has already ended");
                    return;
                }
                if (upstream != null) {
                    upstream.cancel();
                }
                onError(failure);
            }
        }

        /** Takes the resource. It requests only one item, and ignores the completion after that item. */
        private final class Taker extends StrandSubscriber<R> {

            Taker() {
                super(Held.this);
            }

            @Override
            public void onSubscribe(StrandSubscription subscription) {
                upstream = subscription;
                subscription.request(1);
            }

            @Override
            public boolean onNext(R taken) {
                open(taken);
                return true;
            }

            @Override
            public void onError(Throwable failure) {
                Held.this.onError(failure);
            }

            @Override
            public void onComplete() {
                // The end of the stream decides.
            }
        }
    }
}
