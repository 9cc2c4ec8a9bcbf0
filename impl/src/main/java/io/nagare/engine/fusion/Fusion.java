package io.nagare.engine.fusion;

import io.nagare.One;
import io.nagare.driver.Strand;
import io.nagare.engine.strand.Attachable;
import io.nagare.stage.Origin;
import io.nagare.stage.Stage;
import org.jspecify.annotations.Nullable;

/**
 * All the rules by which a program runs in a shorter way than it is written, and the reason of each. A publisher that
 * is a source, or little more, shows its items before it is subscribed. So a stage that takes from it needs no
 * subscription, or no queue. {@code hide()} keeps a publisher from being recognized. {@code FusionTest} compares both
 * ways.
 *
 * <p>Neighbouring stages need no rule: they are one chain of calls already. Their {@code onNext} returns whether the
 * item used its unit of demand.
 *
 * <p>Publishers are passed as {@code Object}, so that the compiler adds no cast before the test whether one is ours.
 */
public final class Fusion {

    /** How many stages are computed within one call. Each is a frame on the stack. */
    private static final int MOST_COMPUTED_STAGES = 64;

    private Fusion() {}

    /**
     * Returns the item of a constant. {@code concatMap}, {@code flatMap}, {@code switchMap} and {@code mapPartitioned}
     * emit it without subscribing.
     *
     * @return the item if the publisher is nothing but one item, else null
     */
    @SuppressWarnings("unchecked") // the stage's function returns publishers of T
    public static <T> @Nullable T itemOf(Object publisher) {
        return publisher instanceof Attachable<?> ours && ours.origin() instanceof Origin.Just<?> just
                ? (T) just.item()
                : null;
    }

    /**
     * Whether a publisher is empty. {@code concatMap} and {@code flatMap} then go on with the next item without
     * subscribing.
     */
    public static boolean isEmpty(Object publisher) {
        return publisher instanceof Attachable<?> ours && ours.origin() instanceof Origin.Empty<?>;
    }

    /**
     * Whether a program is a constant or a callable behind some maps and filters. When it is subscribed or pulled, its
     * functions are called one after the other, without subscribers between them.
     */
    static boolean isComputed(Attachable<?> program) {
        return program.stage() != null && isValue(program, false);
    }

    /**
     * Whether a program begins with a constant or a callable, followed by maps, filters and, in a {@code One},
     * flattenings. It is computed without a strand where a subscriber requests. The computation goes to the end, or to
     * the first publisher that is not of this kind.
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
     * Opens a source as a pull. {@code flatMap}, {@code concatMap} and {@code zip} take its items when they need them,
     * without a subscription and without a queue.
     *
     * @param strand the strand of the stage that pulls
     * @return the pull, or null if the publisher is no such source
     * @throws RuntimeException if the source fails while it is opened; it is the source's failure
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
