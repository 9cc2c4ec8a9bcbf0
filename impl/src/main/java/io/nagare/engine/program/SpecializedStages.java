package io.nagare.engine.program;

import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.engine.specialize.Specialization;
import io.nagare.engine.stage.flatten.ConcatMapSubscriber;
import io.nagare.engine.stage.flatten.FlatMapIterableSubscriber;
import io.nagare.engine.stage.flatten.FlatMapSubscriber;
import io.nagare.engine.stage.transform.CollectSubscriber;
import io.nagare.engine.stage.transform.ExpandingGatherSubscriber;
import io.nagare.engine.stage.transform.FilterSubscriber;
import io.nagare.engine.stage.transform.GatherSubscriber;
import io.nagare.engine.stage.transform.MapSubscriber;
import io.nagare.engine.stage.transform.SkipSubscriber;
import io.nagare.engine.stage.transform.TakeSubscriber;
import io.nagare.engine.stage.transform.TapSubscriber;
import io.nagare.stage.Stage;
import java.lang.invoke.MethodHandles;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Compiles stages as {@link StageSubscribers} does, but gives each busy place a copied class if the stage does little
 * for an item. Used where many items can be expected. Called on the strand.
 */
public final class SpecializedStages {

    private static final Specialization MAP = of(MapSubscriber.class, Function.class, StrandSubscriber.class);
    private static final Specialization FILTER =
            of(FilterSubscriber.class, Predicate.class, StrandSubscriber.class, Strand.class);
    private static final Specialization TAKE = of(TakeSubscriber.class, Stage.Take.class, StrandSubscriber.class);
    private static final Specialization SKIP = of(SkipSubscriber.class, Stage.Skip.class, StrandSubscriber.class);
    private static final Specialization GATHER =
            of(GatherSubscriber.class, Stage.Gather.class, StrandSubscriber.class, Strand.class);
    private static final Specialization EXPANDING_GATHER =
            of(ExpandingGatherSubscriber.class, Stage.Gather.class, StrandSubscriber.class, Strand.class);
    private static final Specialization TAP =
            of(TapSubscriber.class, Stage.Tap.class, StrandSubscriber.class, Strand.class);
    private static final Specialization COLLECT =
            of(CollectSubscriber.class, Stage.Collect.class, StrandSubscriber.class, Strand.class);

    private static final Specialization FLAT_MAP =
            of(FlatMapSubscriber.class, Stage.FlatMap.class, StrandSubscriber.class, Strand.class);
    private static final Specialization CONCAT_MAP =
            of(ConcatMapSubscriber.class, Stage.FlatMap.class, StrandSubscriber.class, Strand.class);

    private static final Specialization FLAT_MAP_ITERABLE =
            of(FlatMapIterableSubscriber.class, Function.class, StrandSubscriber.class, Strand.class);

    private SpecializedStages() {}

    private static Specialization of(Class<?> template, Class<?>... parameters) {
        return Specialization.of(MethodHandles.lookup(), template, parameters);
    }

    /** Makes the subscriber of a stage. */
    @SuppressWarnings("unchecked") // a copy of a stage's subscriber takes what the stage takes
    public static <I, O> StrandSubscriber<I> compile(
            Stage<I, O> stage, StrandSubscriber<? super O> downstream, Strand strand) {
        Object own = own(stage, downstream, strand);
        return own == null
                ? stage.compile(StageSubscribers.COMPILER, downstream, strand)
                : (StrandSubscriber<I>) own;
    }

    private static @Nullable Object own(Stage<?, ?> stage, StrandSubscriber<?> downstream, Strand strand) {
        if (stage instanceof Stage.Map<?, ?> map) {
            return MAP.construct(map.mapper().getClass(), map.mapper(), downstream, strand);
        }
        if (stage instanceof Stage.Filter<?> filter) {
            return FILTER.construct(filter.predicate().getClass(), filter.predicate(), downstream, strand);
        }
        if (stage instanceof Stage.Gather<?, ?, ?> gather) {
            return (gather.expands() ? EXPANDING_GATHER : GATHER)
                    .construct(gather.step().getClass(), gather, downstream, strand);
        }
        if (stage instanceof Stage.Tap<?> tap) {
            return tap.onNext() == null ? null : TAP.construct(tap.onNext().getClass(), tap, downstream, strand);
        }
        if (stage instanceof Stage.Collect<?, ?, ?> collect) {
            return COLLECT.construct(collect.accumulator().getClass(), collect, downstream, strand);
        }
        if (stage instanceof Stage.FlatMap<?, ?> flatMap) {
            return (flatMap.options().concurrency() == 1 ? CONCAT_MAP : FLAT_MAP)
                    .construct(flatMap.mapper().getClass(), flatMap, downstream, strand);
        }
        if (stage instanceof Stage.FlatMapIterable<?, ?> flatMap) {
            return FLAT_MAP_ITERABLE.construct(flatMap.mapper().getClass(), flatMap.mapper(), downstream, strand);
        }
        if (stage instanceof Stage.Take<?> take) {
            return TAKE.construct(Stage.Take.class, take, downstream, strand);
        }
        if (stage instanceof Stage.Skip<?> skip) {
            return SKIP.construct(Stage.Skip.class, skip, downstream, strand);
        }
        return null;
    }
}
