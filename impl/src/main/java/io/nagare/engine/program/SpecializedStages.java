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
import io.nagare.stage.StageCompiler;
import java.lang.invoke.MethodHandles;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The compiler for programs where many items can be expected. A stage that does little for an item gets a copied class
 * of its own at each busy place. All other stages are compiled as {@link StageSubscribers} does. Has no state; called
 * on the strand.
 */
final class SpecializedStages extends StageSubscribers {

    /** The one instance. */
    static final StageCompiler SPECIALIZING = new SpecializedStages();

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

    @Override
    public <I, O> StrandSubscriber<I> map(
            Stage.Map<I, O> stage, StrandSubscriber<? super O> downstream, Strand strand) {
        StrandSubscriber<I> own = MAP.construct(stage.mapper().getClass(), stage.mapper(), downstream, strand);
        return own != null ? own : super.map(stage, downstream, strand);
    }

    @Override
    public <T> StrandSubscriber<T> filter(
            Stage.Filter<T> stage, StrandSubscriber<? super T> downstream, Strand strand) {
        StrandSubscriber<T> own = FILTER.construct(stage.predicate().getClass(), stage.predicate(), downstream, strand);
        return own != null ? own : super.filter(stage, downstream, strand);
    }

    @Override
    public <A, I, O> StrandSubscriber<I> gather(
            Stage.Gather<A, I, O> stage, StrandSubscriber<? super O> downstream, Strand strand) {
        StrandSubscriber<I> own = (stage.expands() ? EXPANDING_GATHER : GATHER)
                .construct(stage.step().getClass(), stage, downstream, strand);
        return own != null ? own : super.gather(stage, downstream, strand);
    }

    @Override
    public <T> StrandSubscriber<T> tap(Stage.Tap<T> stage, StrandSubscriber<? super T> downstream, Strand strand) {
        if (stage.onNext() == null) {
            return super.tap(stage, downstream, strand);
        }
        StrandSubscriber<T> own = TAP.construct(stage.onNext().getClass(), stage, downstream, strand);
        return own != null ? own : super.tap(stage, downstream, strand);
    }

    @Override
    public <T, A, R> StrandSubscriber<T> collect(
            Stage.Collect<T, A, R> stage, StrandSubscriber<? super R> downstream, Strand strand) {
        StrandSubscriber<T> own = COLLECT.construct(stage.accumulator().getClass(), stage, downstream, strand);
        return own != null ? own : super.collect(stage, downstream, strand);
    }

    @Override
    public <I, O> StrandSubscriber<I> flatMap(
            Stage.FlatMap<I, O> stage, StrandSubscriber<? super O> downstream, Strand strand) {
        StrandSubscriber<I> own = (stage.options().concurrency() == 1 ? CONCAT_MAP : FLAT_MAP)
                .construct(stage.mapper().getClass(), stage, downstream, strand);
        return own != null ? own : super.flatMap(stage, downstream, strand);
    }

    @Override
    public <I, O> StrandSubscriber<I> flatMapIterable(
            Stage.FlatMapIterable<I, O> stage, StrandSubscriber<? super O> downstream, Strand strand) {
        StrandSubscriber<I> own =
                FLAT_MAP_ITERABLE.construct(stage.mapper().getClass(), stage.mapper(), downstream, strand);
        return own != null ? own : super.flatMapIterable(stage, downstream, strand);
    }

    @Override
    public <T> StrandSubscriber<T> take(Stage.Take<T> stage, StrandSubscriber<? super T> downstream, Strand strand) {
        StrandSubscriber<T> own = TAKE.construct(Stage.Take.class, stage, downstream, strand);
        return own != null ? own : super.take(stage, downstream, strand);
    }

    @Override
    public <T> StrandSubscriber<T> skip(Stage.Skip<T> stage, StrandSubscriber<? super T> downstream, Strand strand) {
        StrandSubscriber<T> own = SKIP.construct(Stage.Skip.class, stage, downstream, strand);
        return own != null ? own : super.skip(stage, downstream, strand);
    }
}
