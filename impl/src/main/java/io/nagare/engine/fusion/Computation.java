package io.nagare.engine.fusion;

import static java.util.Objects.requireNonNull;

import io.nagare.One;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import io.nagare.engine.stage.StageSubscriber;
import io.nagare.engine.stage.StageTraces;
import io.nagare.engine.strand.Attachable;
import io.nagare.engine.strand.Discard;
import io.nagare.engine.strand.LateFailure;
import io.nagare.stage.Origin;
import io.nagare.stage.Programs;
import io.nagare.stage.Stage;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/**
 * Computes a constant or a callable with maps and filters behind it. It calls the functions one after the other, once,
 * without a subscriber for each. A stage pulls the result, or {@link #open} emits it when there is demand. Called on
 * the strand.
 *
 * @param <T> the type of the result
 */
public final class Computation<T> extends Pull<T> implements StrandSubscription {

    /**
     * How many flattenings are computed within one another. A deeper one is left unfinished, so that the stack
     * suffices.
     */
    private static final int DEEPEST = 16;

    private final Attachable<T> program;
    private final @Nullable StrandSubscriber<? super T> downstream;
    private final Strand strand;

    /** The program up to the stage with the function that was called last, for the trace of a failure. */
    private @Nullable Attachable<?> at;

    private boolean done;
    private boolean cancelled;

    Computation(Attachable<T> program, @Nullable StrandSubscriber<? super T> downstream, Strand strand) {
        this.program = program;
        this.downstream = downstream;
        this.strand = strand;
    }

    /** Subscribes to a program if it can be computed. Returns whether it can. */
    public static <T> boolean open(Attachable<T> program, StrandSubscriber<? super T> downstream, Strand strand) {
        if (!Fusion.isComputed(program)) {
            return false;
        }
        downstream.onSubscribe(new Computation<>(program, downstream, strand));
        return true;
    }

    @Override
    public @Nullable T poll() {
        if (done) {
            return null;
        }
        done = true;
        try {
            return compute();
        } catch (Throwable failure) {
            throw unchecked(failure);
        }
    }

    @Override
    public boolean isExhausted() {
        return done;
    }

    @Override
    public void close() {
        done = true;
    }

    @Override
    public void cancel() {
        done = true;
        cancelled = true;
    }

    @Override
    public void request(long n) {
        StrandSubscriber<? super T> to = downstream;
        if (done || to == null) {
            return;
        }
        done = true;
        T item;
        try {
            item = compute();
        } catch (Throwable failure) {
            fail(to, failure);
            return;
        }
        if (cancelled) {
            strand.discard(item);
            return;
        }
        if (item != null) {
            to.onNext(item);
        }
        if (!cancelled) {
            to.onComplete();
        }
    }

    @SuppressWarnings("unchecked") // the last stage emits items of T, and isComputed() admits no flattening
    private @Nullable T compute() throws Exception {
        return (T) compute(program, this, 0);
    }

    /**
     * Computes a program for which {@link Fusion#beginsAsValue} holds. Returns its item, or null if there is none.
     * Returns an {@link Unfinished} if a function has returned a publisher that cannot be computed.
     */
    public static @Nullable Object compute(Attachable<?> program) throws Exception {
        return compute(program, null, 0);
    }

    private static @Nullable Object compute(Attachable<?> last, @Nullable Computation<?> computation, int nested)
            throws Exception {
        Origin<?> origin = last.origin();
        if (origin instanceof Origin.Just<?> just) {
            return just.item();
        }
        if (origin instanceof Origin.FromCallable<?> from) {
            note(last, computation);
            return from.callable().call();
        }
        Object item = compute(requireNonNull(last.upstream()), computation, nested);
        if (item == null) {
            return null;
        }
        note(last, computation);
        Stage<?, ?> stage = requireNonNull(last.stage());
        return item instanceof Unfinished rest ? rest.via(stage) : apply(stage, item, computation, nested);
    }

    private static void note(Attachable<?> last, @Nullable Computation<?> computation) {
        if (computation != null) {
            computation.at = last;
        }
    }

    @SuppressWarnings("unchecked") // via() joins a stage only to an upstream with items that the stage takes
    private static @Nullable Object apply(
            Stage<?, ?> stage, Object item, @Nullable Computation<?> computation, int nested) throws Exception {
        if (stage instanceof Stage.Map<?, ?> map) {
            return StageSubscriber.notNull(((Stage.Map<Object, ?>) map).mapper().apply(item), "map: the mapper");
        }
        if (stage instanceof Stage.FlatMap<?, ?> flatMap) {
            Object publisher = ((Stage.FlatMap<Object, ?>) flatMap).mapper().apply(item);
            return ofPublisher(StageSubscriber.notNull(publisher, "flatMap: the mapper"), nested);
        }
        return passes((Stage.Filter<Object>) stage, item, computation) ? item : null;
    }

    /** Tests an item. A predicate does not take over the item, so an item at which it throws is discarded. */
    private static boolean passes(Stage.Filter<Object> filter, Object item, @Nullable Computation<?> computation) {
        try {
            return filter.predicate().test(item);
        } catch (Throwable failure) {
            if (computation != null) {
                computation.strand.discard(item);
            } else {
                Discard.item(item);
            }
            throw failure;
        }
    }

    private static @Nullable Object ofPublisher(Object publisher, int nested) throws Exception {
        return nested < DEEPEST && publisher instanceof Attachable<?> ours && Fusion.beginsAsValue(ours)
                ? compute(ours, null, nested + 1)
                : new Unfinished(One.from((Publisher<?>) publisher));
    }

    /** The rest of a program that could not be computed to the end. */
    public static final class Unfinished {

        private final One<?> program;

        private Unfinished(One<?> program) {
            this.program = program;
        }

        @SuppressWarnings("unchecked") // as in apply()
        private Unfinished via(Stage<?, ?> stage) {
            return new Unfinished(Programs.one((One<Object>) program, (Stage<Object, Object>) stage));
        }

        /** The program to subscribe to. */
        public One<?> program() {
            return program;
        }
    }

    private void fail(StrandSubscriber<? super T> to, Throwable failure) {
        if (cancelled) {
            LateFailure.tell(failure, strand.driver());
            return;
        }
        Attachable<?> failed = at;
        if (failed != null && failed.stage() != null) {
            StageTraces.thrownIn(pathFrom(failed), to, failure);
        }
        to.onError(failure);
    }

    /** The names of the stages from that one to the last, as a trace of subscribers would give them. */
    private List<String> pathFrom(Attachable<?> failed) {
        ArrayDeque<String> names = new ArrayDeque<>();
        for (Attachable<?> last = program; ; last = requireNonNull(last.upstream())) {
            names.addFirst(requireNonNull(last.stage()).getClass().getSimpleName());
            if (last == failed) {
                return List.copyOf(names);
            }
        }
    }

    @SuppressWarnings("unchecked") // to throw a checked exception through a signature without one
    private static <E extends Throwable> RuntimeException unchecked(Throwable failure) throws E {
        throw (E) failure;
    }
}
