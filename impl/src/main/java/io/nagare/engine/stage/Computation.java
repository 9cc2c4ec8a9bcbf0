package io.nagare.engine.stage;

import static java.util.Objects.requireNonNull;

import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import io.nagare.engine.strand.Attachable;
import io.nagare.stage.Origin;
import io.nagare.stage.Stage;
import org.jspecify.annotations.Nullable;

/**
 * A constant, or what a callable returns, with maps and filters behind it: computed, once, by calling the functions one after the other,
 * without a subscriber for each. Taken by a stage that pulls, or, with {@link #open}, sent to a subscriber when there is demand.
 *
 * @param <T> what is computed
 */
public final class Computation<T> extends Pull<T> implements StrandSubscription {

    private final Attachable<T> program;
    private final @Nullable StrandSubscriber<? super T> downstream;
    private final Strand strand;

    /** Whose function was called last. */
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

    private @Nullable T compute() throws Exception {
        return compute(program, this);
    }

    /** Computes what a program emits that {@link Fusion#isValue}. Null if that is nothing. */
    public static <T> @Nullable T compute(Attachable<T> program) throws Exception {
        return compute(program, null);
    }

    @SuppressWarnings("unchecked") // the last stage gives items of T
    private static <T> @Nullable T compute(Attachable<T> last, @Nullable Computation<?> computation) throws Exception {
        Origin<?> origin = last.origin();
        if (origin instanceof Origin.Just<?> just) {
            return (T) just.item();
        }
        if (origin instanceof Origin.FromCallable<?> from) {
            note(last, computation);
            return (T) from.callable().call();
        }
        Object item = compute(requireNonNull(last.upstream()), computation);
        if (item == null) {
            return null;
        }
        note(last, computation);
        return (T) apply(requireNonNull(last.stage()), item);
    }

    private static void note(Attachable<?> last, @Nullable Computation<?> computation) {
        if (computation != null) {
            computation.at = last;
        }
    }

    @SuppressWarnings("unchecked") // each stage takes what its upstream emits: via() put them together so
    private static @Nullable Object apply(Stage<?, ?> stage, Object item) {
        if (stage instanceof Stage.Map<?, ?> map) {
            return StageSubscriber.notNull(((Stage.Map<Object, ?>) map).mapper().apply(item), "map: the mapper");
        }
        return ((Stage.Filter<Object>) stage).predicate().test(item) ? item : null;
    }

    private void fail(StrandSubscriber<? super T> to, Throwable failure) {
        if (cancelled) {
            return;
        }
        Attachable<?> failed = at;
        if (failed != null && failed.stage() != null) {
            StageTraces.thrownIn(subscriberOf(failed, to), failure);
        }
        to.onError(failure);
    }

    /** What would have stood in that place, so that a trace reads as ever. */
    @SuppressWarnings("unchecked") // as in apply()
    private StageSubscriber<?, ?> subscriberOf(Attachable<?> failed, StrandSubscriber<? super T> to) {
        StrandSubscriber<Object> head = (StrandSubscriber<Object>) to;
        for (Attachable<?> last = program; ; last = requireNonNull(last.upstream())) {
            Stage<Object, Object> stage = (Stage<Object, Object>) requireNonNull(last.stage());
            head = stage.compile(StageSubscribers.COMPILER, head, strand);
            if (last == failed) {
                return (StageSubscriber<?, ?>) head;
            }
        }
    }

    @SuppressWarnings("unchecked") // to throw a checked exception through a signature without one
    private static <E extends Throwable> RuntimeException unchecked(Throwable failure) throws E {
        throw (E) failure;
    }
}
