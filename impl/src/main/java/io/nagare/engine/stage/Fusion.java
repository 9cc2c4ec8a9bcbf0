package io.nagare.engine.stage;

import io.nagare.One;
import io.nagare.driver.Strand;
import io.nagare.engine.strand.Attachable;
import io.nagare.stage.Origin;
import io.nagare.stage.Stage;
import org.jspecify.annotations.Nullable;

/**
 * The rules by which a pipeline is run in a shorter way than it is written: all of them, and what each is for. A
 * publisher that is a source, or little more, shows what it will emit before it is subscribed, so a stage that takes
 * from it can do without a subscription, or without a queue. {@code hide()} keeps a publisher from being recognised;
 * {@code FusionTest} compares both.
 *
 * <p>Neighbouring stages need no rule: they are one chain of calls already, whose {@code onNext} says whether the item
 * used its unit of demand.
 *
 * <p>A publisher comes in as an {@code Object}, so that the compiler puts no check before the question whether it is
 * one of ours.
 */
public final class Fusion {

    /** Stages that are computed within one call: as many frames on the stack. */
    private static final int MOST_COMPUTED_STAGES = 64;

    private Fusion() {}

    /**
     * A constant: {@code concatMap}, {@code flatMap}, {@code switchMap} and {@code mapPartitioned} emit it in place of
     * subscribing.
     *
     * @return the item if the publisher is nothing but one item, else null
     */
    @SuppressWarnings("unchecked") // the stage gets it from a function that gives publishers of T
    static <T> @Nullable T itemOf(Object publisher) {
        return publisher instanceof Attachable<?> ours && ours.origin() instanceof Origin.Just<?> just
                ? (T) just.item()
                : null;
    }

    /** Nothing: {@code concatMap} and {@code flatMap} go on with the next item in place of subscribing. */
    static boolean isEmpty(Object publisher) {
        return publisher instanceof Attachable<?> ours && ours.origin() instanceof Origin.Empty<?>;
    }

    /**
     * A constant or a callable behind a few maps and filters: where it is subscribed, and by what pulls, its functions
     * are called one after the other, without subscribers between them.
     */
    static boolean isComputed(Attachable<?> program) {
        return program.stage() != null && isValue(program, false);
    }

    /**
     * A constant or a callable with maps and filters behind it, and the flattenings of a {@code One}: it is computed
     * where a subscriber asks for it, without a strand, as far as it goes: to the end, or to the first publisher that
     * is not of this kind.
     */
    public static boolean beginsAsValue(Attachable<?> program) {
        return isValue(program, program instanceof One<?>);
    }

    private static boolean isValue(Attachable<?> program, boolean mayFlatten) {
        Attachable<?> last = program;
        for (int stages = 0; last != null && stages <= MOST_COMPUTED_STAGES; stages++) {
            Stage<?, ?> stage = last.stage();
            if (stage == null) {
                return last.origin() instanceof Origin.Just<?> || last.origin() instanceof Origin.FromCallable<?>;
            }
            boolean computed = stage instanceof Stage.Map<?, ?> || stage instanceof Stage.Filter<?>;
            if (!computed && !(mayFlatten && stage instanceof Stage.FlatMap<?, ?>)) {
                return false;
            }
            last = last.upstream();
        }
        return false;
    }

    /**
     * A source that can be asked: {@code flatMap}, {@code concatMap} and {@code zip} take its items when they need
     * them, without a subscription and without a queue.
     *
     * @param strand the stage's
     * @return null if the publisher is no such source
     * @throws RuntimeException if the source fails while it is opened, with whatever it failed with
     */
    @SuppressWarnings("unchecked") // as in itemOf()
    public static <T> @Nullable Pull<T> pull(Object publisher, Strand strand) {
        if (!(publisher instanceof Attachable<?>)) {
            return null;
        }
        Attachable<T> ours = (Attachable<T>) publisher;
        Origin<T> origin = ours.origin();
        if (origin instanceof Origin.Range range) {
            return (Pull<T>) new RangePull(range);
        }
        if (origin instanceof Origin.FromIterable<T> from) {
            return IteratorPull.of(from.iterable());
        }
        if (origin instanceof Origin.FromStream<T> from) {
            return IteratorPull.of(from.stream().get(), strand);
        }
        return isValue(ours, false) ? new Computation<>(ours, null, strand) : null;
    }
}
