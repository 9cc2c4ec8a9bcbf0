package io.nagare.engine.origin.combine;

import io.nagare.driver.Demand;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import io.nagare.engine.strand.Branches;
import io.nagare.engine.strand.LateFailure;
import io.nagare.stage.Origin;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/**
 * Combines the newest items of several sources. At the first demand it requests everything from each source; nothing is
 * queued. Called on the strand.
 *
 * <p>A replaced item is discarded, unless it was in a combination: then the subscriber of that combination has it.
 */
public final class CombineLatestSource<T, R> implements StrandSubscription {

    private final StrandSubscriber<? super R> downstream;
    private final Function<? super List<T>, ? extends R> combiner;
    private final Strand strand;
    private final List<Input> inputs = new ArrayList<>();
    private long demand;
    private int withoutItem;
    private int active;

    /** Whether there is an item that is newer than the last combination. */
    private boolean due;

    /** Whether a source has ended without an item. */
    private boolean empty;

    private boolean running;
    private boolean begun;
    private boolean done;

    public CombineLatestSource(
            Origin.CombineLatest<T, R> origin, StrandSubscriber<? super R> downstream, Strand strand) {
        this.downstream = downstream;
        this.combiner = origin.combiner();
        this.strand = strand;
        for (Publisher<? extends T> source : origin.sources()) {
            inputs.add(new Input(source));
        }
        withoutItem = inputs.size();
        active = inputs.size();
    }

    /** Subscribes to all sources before it requests from the first. So no item of the others is missed. */
    public void start() {
        running = true;
        downstream.onSubscribe(this);
        for (Input input : inputs) {
            if (done || empty) {
                Branches.giveUp(input.source);
            } else {
                strand.attach(input.source, input);
            }
        }
        running = false;
        run();
        begin();
    }

    @Override
    public void request(long n) {
        demand = Demand.add(demand, n);
        run();
        begin();
    }

    /** Asks the sources for their items, once. */
    private void begin() {
        if (begun || running || demand == 0) {
            return;
        }
        begun = true;
        for (int i = 0; i < inputs.size() && !done; i++) {
            inputs.get(i).begin();
        }
    }

    @Override
    public void cancel() {
        if (!done) {
            done = true;
            inputs.forEach(Input::cancel);
        }
    }

    private void run() {
        if (running || done) {
            return;
        }
        running = true;
        while (!done && due && withoutItem == 0 && demand > 0) {
            emit();
        }
        running = false;
        if (!done && (empty || active == 0 && !due)) {
            cancel();
            downstream.onComplete();
        }
    }

    private void emit() {
        due = false;
        Object[] row = new Object[inputs.size()];
        for (int i = 0; i < row.length; i++) {
            row[i] = inputs.get(i).share();
        }
        R combined;
        try {
            combined = combiner.apply(asList(row));
            if (combined == null) {
                throw new NullPointerException("combineLatest: the combiner returned null");
            }
        } catch (Throwable failure) {
            fail(failure);
            return;
        }
        if (done) {
            strand.discard(combined);
        } else if (downstream.onNext(combined)) {
            demand = Demand.subtract(demand, 1);
        }
    }

    @SuppressWarnings("unchecked") // the row holds items of sources of T
    private List<T> asList(Object[] row) {
        return (List<T>) Collections.unmodifiableList(Arrays.asList(row));
    }

    private void fail(Throwable failure) {
        if (done) {
            LateFailure.tell(failure, strand.driver());
        } else {
            cancel();
            downstream.onError(failure);
        }
    }

    /** One source. */
    private final class Input extends StrandSubscriber<T> {

        private final Publisher<? extends T> source;
        private @Nullable StrandSubscription upstream;
        private @Nullable T newest;
        private boolean combined;
        private boolean ended;

        Input(Publisher<? extends T> source) {
            super(downstream);
            this.source = source;
        }

        @Override
        public void onSubscribe(StrandSubscription subscription) {
            upstream = subscription;
            if (done) {
                subscription.cancel();
            } else if (begun) {
                begin();
            }
        }

        void begin() {
            if (upstream != null && !ended) {
                upstream.request(Demand.UNBOUNDED);
            }
        }

        /** Returns the newest item for a combination. */
        T share() {
            combined = true;
            return Objects.requireNonNull(newest);
        }

        private void drop() {
            if (!combined) {
                strand.discard(newest);
            }
            newest = null;
        }

        void cancel() {
            drop();
            if (upstream != null && !ended) {
                upstream.cancel();
            }
        }

        @Override
        public boolean onNext(T item) {
            if (done) {
                strand.discard(item);
                return true;
            }
            if (newest == null) {
                withoutItem--;
            }
            drop();
            newest = item;
            combined = false;
            due = true;
            run();
            return true;
        }

        @Override
        public void onError(Throwable failure) {
            ended = true;
            if (!done) {
                fail(failure);
            }
        }

        @Override
        public boolean isDone() {
            return done || downstream.isDone();
        }

        @Override
        public void onComplete() {
            ended = true;
            active--;
            empty |= newest == null;
            run();
        }

        private void run() {
            CombineLatestSource.this.run();
        }
    }
}
