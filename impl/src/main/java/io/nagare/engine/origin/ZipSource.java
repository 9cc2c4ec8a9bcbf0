package io.nagare.engine.origin;

import io.nagare.driver.Demand;
import io.nagare.driver.Leaf;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import io.nagare.engine.stage.Fusion;
import io.nagare.engine.stage.Pull;
import io.nagare.engine.strand.Discard;
import io.nagare.stage.Origin;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/**
 * Combines items of several sources row by row. A source that can be asked for its items is asked when there is demand; the others
 * are kept a prefetch ahead.
 */
final class ZipSource<T, R> extends Leaf implements StrandSubscription {

    private final StrandSubscriber<? super R> downstream;
    private final Function<? super List<T>, ? extends R> combiner;
    private final int prefetch;
    private final List<Input> inputs = new ArrayList<>();
    private long demand;
    private boolean draining;
    private boolean started;
    private boolean done;

    ZipSource(Origin.Zip<T, R> origin, StrandSubscriber<? super R> downstream, Strand strand) {
        super(strand);
        this.downstream = downstream;
        this.combiner = origin.combiner();
        this.prefetch = origin.prefetch();
        for (Publisher<? extends T> source : origin.sources()) {
            inputs.add(new Input(source));
        }
    }

    /** Subscribes to all sources at once, but asks them for nothing before there is demand. */
    void start() {
        downstream.onSubscribe(this);
        draining = true;
        for (int i = 0; i < inputs.size() && !done; i++) {
            inputs.get(i).subscribe();
        }
        draining = false;
        run();
    }

    @Override
    public void request(long n) {
        boolean first = demand == 0 && !started;
        demand = Demand.add(demand, n);
        if (first) {
            started = true;
            inputs.forEach(Input::begin);
        }
        run();
    }

    @Override
    public void cancel() {
        if (!done) {
            done = true;
            inputs.forEach(Input::cancel);
        }
    }

    @Override
    protected void run() {
        if (draining || done) {
            return;
        }
        draining = true;
        while (!done && demand > 0 && fillRow()) {
            emitRow();
            if (!strand().spend(1)) {
                wake();
                break;
            }
        }
        if (!done && demand == 0 && started) {
            inputs.forEach(Input::lookAhead);
        }
        draining = false;
        if (!done && isExhausted()) {
            complete();
        }
    }

    /** Sees to it that each input has its next item. Returns whether all have. */
    private boolean fillRow() {
        boolean full = true;
        for (int i = 0; i < inputs.size() && !done; i++) {
            full &= inputs.get(i).fill();
        }
        return full && !done;
    }

    private void emitRow() {
        Object[] row = new Object[inputs.size()];
        for (int i = 0; i < row.length; i++) {
            row[i] = inputs.get(i).take();
        }
        R combined;
        try {
            combined = combiner.apply(asList(row));
            if (combined == null) {
                throw new NullPointerException("zip: the combiner returned null");
            }
        } catch (Throwable failure) {
            fail(failure);
            return;
        }
        if (done) {
            strand().discard(combined);
            return;
        }
        if (downstream.onNext(combined)) {
            demand = Demand.subtract(demand, 1);
        }
        for (int i = 0; i < row.length && !done; i++) {
            inputs.get(i).replenish();
        }
    }

    @SuppressWarnings("unchecked") // the row holds what the sources of T gave
    private List<T> asList(Object[] row) {
        return (List<T>) Collections.unmodifiableList(Arrays.asList(row));
    }

    /** Whether an input can give nothing more. */
    private boolean isExhausted() {
        for (Input input : inputs) {
            if (input.ended && input.next == null && input.queue.isEmpty()) {
                return true;
            }
        }
        return false;
    }

    private void complete() {
        cancel();
        downstream.onComplete();
    }

    private void fail(Throwable failure) {
        if (!done) {
            cancel();
            downstream.onError(failure);
        }
    }

    /** One source. */
    private final class Input extends StrandSubscriber<T> {

        private final Publisher<? extends T> source;
        private final ArrayDeque<T> queue = new ArrayDeque<>(0);
        private @Nullable StrandSubscription upstream;

        /** Of a source that can be asked for its items; there is no subscription then. */
        private @Nullable Pull<T> pull;


        /** The item for the row that is being made. */
        private @Nullable T next;

        private int taken;
        private boolean ended;

        Input(Publisher<? extends T> source) {
            super(downstream);
            this.source = source;
        }

        void subscribe() {
            try {
                pull = Fusion.pull(source, strand());
            } catch (Throwable failure) {
                onError(failure);
                return;
            }
            if (pull == null) {
                strand().attach(source, this);
            } else {
                lookAhead();
            }
        }

        @Override
        public void onSubscribe(StrandSubscription subscription) {
            upstream = subscription;
            if (done) {
                subscription.cancel();
            } else if (started) {
                subscription.request(prefetch);
            }
        }

        /** There is demand for the first time. */
        void begin() {
            if (upstream != null && pull == null && !ended && !done) {
                upstream.request(prefetch);
            }
        }

        boolean fill() {
            if (next != null) {
                return true;
            }
            if (pull == null) {
                next = queue.poll();
                return next != null;
            }
            try {
                next = pull.poll();
            } catch (Throwable failure) {
                fail(failure);
                return false;
            }
            ended |= next == null;
            return next != null;
        }

        /** Sees whether there is another item, so that the end needs no demand. */
        void lookAhead() {
            if (pull == null || next != null || ended || done) {
                return;
            }
            try {
                ended = pull.isExhausted();
            } catch (Throwable failure) {
                ended = true;
                fail(failure);
            }
        }

        T take() {
            T item = Objects.requireNonNull(next);
            next = null;
            return item;
        }

        void replenish() {
            if (pull == null && !ended && ++taken >= prefetch - (prefetch >> 2)) {
                int more = taken;
                taken = 0;
                Objects.requireNonNull(upstream).request(more);
            }
        }

        void cancel() {
            strand().discard(next);
            next = null;
            Discard.all(queue, strand());
            if (pull != null) {
                pull.close();
            }
            if (upstream != null && !ended) {
                upstream.cancel();
            }
        }

        @Override
        public boolean onNext(T item) {
            queue.add(item);
            run();
            return true;
        }

        private void run() {
            ZipSource.this.run();
        }

        @Override
        public void onError(Throwable failure) {
            ended = true;
            fail(failure);
        }

        @Override
        public void onComplete() {
            ended = true;
            run();
        }
    }
}
