package io.nagare.engine.origin.combine;

import io.nagare.driver.Demand;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import io.nagare.engine.strand.Branches;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/**
 * Requests downstream's demand from all sources until one has signalled. Then the others are cancelled, and only the
 * first one goes on. Called on the strand.
 */
public final class RaceSource<T> implements StrandSubscription {

    private final StrandSubscriber<? super T> downstream;
    private final Strand strand;
    private final List<Runner> runners = new ArrayList<>();
    private @Nullable Runner winner;
    private long demand;
    private boolean cancelled;

    public RaceSource(
            List<? extends Publisher<? extends T>> sources, StrandSubscriber<? super T> downstream, Strand strand) {
        this.downstream = downstream;
        this.strand = strand;
        for (Publisher<? extends T> source : sources) {
            runners.add(new Runner(source));
        }
    }

    /** Subscribes to the sources in order, and stops when one has won. Gives up those that it did not subscribe to. */
    public void start() {
        downstream.onSubscribe(this);
        for (int i = 0; i < runners.size() && winner == null && !cancelled; i++) {
            runners.get(i).start();
        }
        for (Runner runner : runners) {
            if (!runner.started) {
                Branches.giveUp(runner.source);
            }
        }
    }

    @Override
    public void request(long n) {
        if (winner != null) {
            winner.request(n);
            return;
        }
        demand = Demand.add(demand, n);
        for (int i = 0; i < runners.size() && !cancelled; i++) {
            Runner runner = runners.get(i);
            if (winner == null || winner == runner) {
                runner.request(n);
            }
        }
    }

    @Override
    public void cancel() {
        if (cancelled) {
            return;
        }
        cancelled = true;
        if (winner == null) {
            runners.forEach(Runner::cancel);
        } else {
            winner.cancel();
        }
    }

    @Override
    public boolean takeBack(Object item) {
        return winner != null && winner.upstream != null && winner.upstream.takeBack(item);
    }

    private void decide(Runner first) {
        if (winner == null) {
            winner = first;
            for (Runner runner : runners) {
                if (runner != first) {
                    runner.cancel();
                }
            }
        }
    }

    /** One source. */
    private final class Runner extends StrandSubscriber<T> {

        private final Publisher<? extends T> source;
        private @Nullable StrandSubscription upstream;

        private boolean started;

        Runner(Publisher<? extends T> source) {
            super(downstream);
            this.source = source;
        }

        public void start() {
            started = true;
            strand.attach(source, this);
        }

        @Override
        public void onSubscribe(StrandSubscription subscription) {
            upstream = subscription;
            if (hasLost()) {
                subscription.cancel();
            } else if (demand > 0) {
                subscription.request(demand);
            }
        }

        void request(long n) {
            if (upstream != null) {
                upstream.request(n);
            }
        }

        void cancel() {
            if (upstream != null) {
                upstream.cancel();
            }
        }

        @Override
        public boolean onNext(T item) {
            if (hasLost()) {
                strand.discard(item);
                return true;
            }
            decide(this);
            return downstream.onNext(item);
        }

        @Override
        public void onError(Throwable failure) {
            if (!hasLost()) {
                decide(this);
                downstream.onError(failure);
            }
        }

        @Override
        public void onComplete() {
            if (!hasLost()) {
                decide(this);
                downstream.onComplete();
            }
        }

        /** Whether nobody waits for this source any more. */
        private boolean hasLost() {
            return cancelled || winner != null && winner != this;
        }

        @Override
        public boolean isDone() {
            return hasLost() || downstream.isDone();
        }
    }
}
