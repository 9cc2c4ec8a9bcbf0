package io.nagare.engine.origin.combine;

import io.nagare.driver.Demand;
import io.nagare.driver.Leaf;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import io.nagare.engine.fusion.Fusion;
import io.nagare.engine.fusion.Pull;
import io.nagare.engine.strand.Branches;
import io.nagare.engine.strand.Discard;
import io.nagare.engine.strand.LateFailure;
import io.nagare.stage.Origin;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/**
 * Combines items of several sources row by row. It pulls from a source that can be pulled when there is demand. From
 * the other sources it requests a prefetch ahead. Called on the strand.
 *
 * <p>Always holds: {@code lacking} is the number of inputs without a next item. So an item costs the same for any
 * number of inputs, and each row looks at all inputs once.
 */
public final class ZipSource<T, R> extends Leaf implements StrandSubscription {

    /** How many rows are emitted between two checks of the budget. */
    private static final int SLICE = 64;

    private final StrandSubscriber<? super R> downstream;
    private final Function<? super List<T>, ? extends R> combiner;
    private final int prefetch;
    private final Input[] inputs;

    /** Whether all sources are open as pulls. No input holds a next item then. */
    private boolean allPulled;

    /** How many inputs have no next item. */
    private int lacking;

    /** Whether an input has ended and holds no next item. */
    private boolean exhausted;

    /** Whether the pulls have been asked for the current row. */
    private boolean asked;

    /** Whether the pulls have been checked for their end since the last row. */
    private boolean lookedAhead;

    private long demand;
    private boolean draining;
    private boolean started;
    private boolean done;

    public ZipSource(Origin.Zip<T, R> origin, StrandSubscriber<? super R> downstream, Strand strand) {
        super(strand);
        this.downstream = downstream;
        this.combiner = origin.combiner();
        this.prefetch = origin.prefetch();
        this.inputs = inputs(origin.sources());
        this.lacking = inputs.length;
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a class that knows T
    private Input[] inputs(List<? extends Publisher<? extends T>> sources) {
        Input[] all = (Input[]) new ZipSource.Input[sources.size()];
        Arrays.setAll(all, i -> new Input(sources.get(i)));
        return all;
    }

    /** Subscribes to all sources at once, but requests nothing before there is demand. */
    public void start() {
        draining = true;
        downstream.onSubscribe(this);
        boolean pulled = true;
        for (Input input : inputs) {
            if (done) {
                Branches.giveUp(input.source);
                continue;
            }
            input.subscribe();
            pulled &= input.pull != null;
        }
        allPulled = pulled;
        draining = false;
        run();
    }

    @Override
    public void request(long n) {
        boolean first = demand == 0 && !started;
        demand = Demand.add(demand, n);
        if (first) {
            started = true;
            for (Input input : inputs) {
                input.begin();
            }
        }
        run();
    }

    @Override
    public void cancel() {
        if (!done) {
            done = true;
            for (Input input : inputs) {
                input.cancel();
            }
        }
    }

    @Override
    protected void run() {
        if (draining || done) {
            return;
        }
        draining = true;
        int unpaid = 0;
        int most = Math.min(SLICE, strand().slice());
        while (!done && demand > 0 && (allPulled ? emitPulledRow() : emitRow())) {
            if (++unpaid >= most) {
                if (!strand().spend(unpaid)) {
                    wake();
                    break;
                }
                unpaid = 0;
                most = Math.min(SLICE, strand().slice());
            }
        }
        if (!done && demand == 0 && started && !lookedAhead) {
            lookedAhead = true;
            for (Input input : inputs) {
                input.lookAhead();
            }
        }
        draining = false;
        if (!done && exhausted) {
            complete();
        }
    }

    /** Asks the pulls, once for each row. Returns whether each input has its next item. */
    private boolean fillRow() {
        if (!asked) {
            asked = true;
            for (int i = 0; i < inputs.length && !done; i++) {
                inputs[i].ask();
            }
        }
        return lacking == 0 && !done;
    }

    /** Pulls a row from all sources, without storing items in the inputs. Returns whether there was a row. */
    private boolean emitPulledRow() {
        lookedAhead = false;
        Object[] row = new Object[inputs.length];
        for (int i = 0; i < row.length; i++) {
            T item = inputs[i].pullNext();
            if (item == null || done) {
                strand().discard(item);
                for (int before = 0; before < i; before++) {
                    strand().discard(row[before]);
                }
                return false;
            }
            row[i] = item;
        }
        combine(row);
        return true;
    }

    /** Emits a row of the inputs' next items. Returns whether there was a row. */
    private boolean emitRow() {
        if (!fillRow()) {
            return false;
        }
        Object[] row = new Object[inputs.length];
        for (int i = 0; i < row.length; i++) {
            row[i] = inputs[i].take();
        }
        asked = false;
        lookedAhead = false;
        combine(row);
        for (int i = 0; i < row.length && !done; i++) {
            inputs[i].replenish();
        }
        return true;
    }

    private void combine(Object[] row) {
        R combined;
        try {
            combined = Objects.requireNonNull(
                    combiner.apply(new ZipRow<T>(row)), "zip: the combiner returned null");
        } catch (Throwable failure) {
            fail(failure);
            return;
        }
        if (done) {
            strand().discard(combined);
        } else if (downstream.onNext(combined) && demand != Demand.UNBOUNDED) {
            demand--;
        }
    }

    private void complete() {
        cancel();
        downstream.onComplete();
    }

    private void fail(Throwable failure) {
        if (done) {
            LateFailure.tell(failure, strand().driver());
        } else {
            cancel();
            downstream.onError(failure);
        }
    }

    /** One source. */
    private final class Input extends StrandSubscriber<T> {

        private final Publisher<? extends T> source;

        /** The items that follow the next one. */
        private @Nullable ArrayDeque<T> queue;

        private @Nullable StrandSubscription upstream;

        /** The source as a pull, if it can be opened as one. There is no subscription then. */
        private @Nullable Pull<T> pull;

        /** The item for the next row. */
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
                ended = true;
                fail(failure);
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

        /** Requests the prefetch when there is demand for the first time. */
        void begin() {
            if (upstream != null && pull == null && !ended && !done) {
                upstream.request(prefetch);
            }
        }

        /** Pulls the next item, if the source is a pull and the input has none. */
        void ask() {
            if (pull == null || next != null) {
                return;
            }
            T item = pullNext();
            if (done) {
                strand().discard(item);
            } else if (item != null) {
                next = item;
                lacking--;
            }
        }

        /** Pulls an item. Returns null if the source has ended or failed. */
        @Nullable T pullNext() {
            T item = null;
            try {
                item = Objects.requireNonNull(pull).poll();
                if (item == null) {
                    end();
                }
            } catch (Throwable failure) {
                fail(failure);
            }
            return item;
        }

        /** Checks whether a pull has another item, so that the end needs no demand. */
        void lookAhead() {
            if (pull == null || next != null || ended || done) {
                return;
            }
            try {
                if (pull.isExhausted()) {
                    end();
                }
            } catch (Throwable failure) {
                ended = true;
                fail(failure);
            }
        }

        T take() {
            T item = Objects.requireNonNull(next);
            next = queue == null ? null : queue.poll();
            if (next == null) {
                lacking++;
                exhausted |= ended;
            }
            return item;
        }

        private void end() {
            ended = true;
            exhausted |= next == null;
        }

        void replenish() {
            if (pull == null && !ended && ++taken >= prefetch - (prefetch >> 1)) {
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
            if (done) {
                strand().discard(item);
                return true;
            }
            if (next == null) {
                next = item;
                if (--lacking == 0) {
                    ZipSource.this.run();
                }
                return true;
            }
            if (queue == null) {
                queue = new ArrayDeque<>();
            }
            queue.add(item);
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
            end();
            if (exhausted) {
                ZipSource.this.run();
            }
        }
    }
}
