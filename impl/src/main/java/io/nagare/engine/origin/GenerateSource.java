package io.nagare.engine.origin;

import io.nagare.driver.Demand;
import io.nagare.driver.Leaf;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import io.nagare.engine.strand.LateFailure;
import io.nagare.engine.strand.StreamEnd;
import io.nagare.stage.Output;
import java.util.Objects;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Calls the user's step for one item at a time while there is demand. Called on the strand. */
final class GenerateSource<A, T> extends Leaf implements StrandSubscription, Output<T> {

    private final BiFunction<A, Output<T>, ? extends A> step;
    private final StrandSubscriber<? super T> downstream;
    private A state;
    private @Nullable T emitted;
    private @Nullable Throwable failure;
    private long demand;
    private boolean emitting;
    private boolean ended;
    private boolean done;

    GenerateSource(
            A state,
            BiFunction<A, Output<T>, ? extends A> step,
            StrandSubscriber<? super T> downstream,
            Strand strand) {
        super(strand);
        this.state = state;
        this.step = step;
        this.downstream = downstream;
    }

    @Override
    public void request(long n) {
        demand = Demand.add(demand, n);
        run();
    }

    @Override
    public void cancel() {
        done = true;
    }

    @Override
    protected void run() {
        if (emitting) {
            return;
        }
        emitting = true;
        while (demand > 0 && !done) {
            generate();
            if (!strand().spend(1)) {
                wake();
                break;
            }
        }
        emitting = false;
    }

    private void generate() {
        try {
            state = step.apply(state, this);
            if (emitted == null && !ended) {
                throw new IllegalStateException("generate: the step neither emitted an item nor ended the stream");
            }
        } catch (Throwable thrown) {
            error(thrown);
        }
        T item = emitted;
        emitted = null;
        if (done) {
            // The step has cancelled its own stream.
            strand().discard(item);
            if (failure != null) {
                LateFailure.tell(failure, strand().driver());
            }
            return;
        }
        if (item != null && downstream.onNext(item)) {
            demand = Demand.subtract(demand, 1);
        }
        if (ended && !done) {
            done = true;
            StreamEnd.send(downstream, failure);
        }
    }

    @Override
    public void emit(T item) {
        Objects.requireNonNull(item, "generate: emitted null");
        if (emitted != null) {
            throw new IllegalStateException("generate: the step emitted a second item in one call");
        }
        if (!ended) {
            emitted = item;
        }
    }

    @Override
    public void complete() {
        ended = true;
    }

    @Override
    public void error(Throwable cause) {
        Objects.requireNonNull(cause, "failure");
        if (!ended) {
            failure = cause;
            ended = true;
        }
    }
}
