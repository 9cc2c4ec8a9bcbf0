package io.nagare.engine.program;

import io.nagare.Grouped;
import io.nagare.Many;
import io.nagare.Timed;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.engine.stage.CompiledStage;
import io.nagare.engine.stage.NamedSubscriber;
import io.nagare.engine.stage.combine.SkipUntilSubscriber;
import io.nagare.engine.stage.combine.TakeUntilSubscriber;
import io.nagare.engine.stage.combine.WithLatestFromSubscriber;
import io.nagare.engine.stage.demand.ConflateSubscriber;
import io.nagare.engine.stage.demand.LimitRateSubscriber;
import io.nagare.engine.stage.demand.OnOverflowSubscriber;
import io.nagare.engine.stage.flatten.ConcatMapSubscriber;
import io.nagare.engine.stage.flatten.ExpandSubscriber;
import io.nagare.engine.stage.flatten.FilterWhenSubscriber;
import io.nagare.engine.stage.flatten.FlatMapIterableSubscriber;
import io.nagare.engine.stage.flatten.FlatMapSubscriber;
import io.nagare.engine.stage.flatten.Partitions;
import io.nagare.engine.stage.flatten.SwitchMapSubscriber;
import io.nagare.engine.stage.flatten.SwitchOnFirstSubscriber;
import io.nagare.engine.stage.parallel.MapParallelSubscriber;
import io.nagare.engine.stage.parallel.SpawnEachSubscriber;
import io.nagare.engine.stage.time.DelayElementsSubscriber;
import io.nagare.engine.stage.time.MeasureSubscriber;
import io.nagare.engine.stage.time.SampleSubscriber;
import io.nagare.engine.stage.time.ThrottleSubscriber;
import io.nagare.engine.stage.time.TimeoutSubscriber;
import io.nagare.engine.stage.transform.CollectSubscriber;
import io.nagare.engine.stage.transform.ExpandingGatherSubscriber;
import io.nagare.engine.stage.transform.FilterSubscriber;
import io.nagare.engine.stage.transform.FinallySubscriber;
import io.nagare.engine.stage.transform.GatherSubscriber;
import io.nagare.engine.stage.transform.IfEmptySubscriber;
import io.nagare.engine.stage.transform.Log;
import io.nagare.engine.stage.transform.MapSubscriber;
import io.nagare.engine.stage.transform.ResumeSubscriber;
import io.nagare.engine.stage.transform.SkipSubscriber;
import io.nagare.engine.stage.transform.TakeSubscriber;
import io.nagare.engine.stage.transform.TapSubscriber;
import io.nagare.engine.stage.window.BufferSubscriber;
import io.nagare.engine.stage.window.BufferTimeoutSubscriber;
import io.nagare.engine.stage.window.BufferUntilSubscriber;
import io.nagare.engine.stage.window.GroupBySubscriber;
import io.nagare.engine.stage.window.WindowSubscriber;
import io.nagare.engine.stage.window.WindowUntilSubscriber;
import io.nagare.engine.strand.LocalBoundary;
import io.nagare.engine.strand.SurroundedStrand;
import io.nagare.engine.strand.Terminal;
import io.nagare.engine.time.Durations;
import io.nagare.policy.Flatten;
import io.nagare.stage.Stage;
import io.nagare.stage.StageCompiler;
import java.util.List;

/** Makes the subscriber of each kind of stage. Called on the strand. */
public abstract sealed class StageSubscribers implements StageCompiler
        permits SpecializedStages, StageSubscribers.Plain {

    /** Makes each subscriber of the stage's one class. Has no state. */
    public static final StageCompiler COMPILER = new Plain();

    static final class Plain extends StageSubscribers {}

    private static <I> StrandSubscriber<I> of(CompiledStage<I> compiled) {
        return compiled.subscriber();
    }

    @Override
    public <I, O> StrandSubscriber<I> map(
            Stage.Map<I, O> stage, StrandSubscriber<? super O> downstream, Strand strand) {
        return of(new MapSubscriber<>(stage.mapper(), downstream));
    }

    @Override
    public <T> StrandSubscriber<T> filter(
            Stage.Filter<T> stage, StrandSubscriber<? super T> downstream, Strand strand) {
        return of(new FilterSubscriber<>(stage.predicate(), downstream, strand));
    }

    @Override
    public <A, I, O> StrandSubscriber<I> gather(
            Stage.Gather<A, I, O> stage, StrandSubscriber<? super O> downstream, Strand strand) {
        if (stage.expands()) {
            return of(new ExpandingGatherSubscriber<>(stage, downstream, strand));
        }
        return of(new GatherSubscriber<>(stage, downstream, strand));
    }

    @Override
    public <T> StrandSubscriber<T> take(Stage.Take<T> stage, StrandSubscriber<? super T> downstream, Strand strand) {
        return of(new TakeSubscriber<>(stage, downstream));
    }

    @Override
    public <T> StrandSubscriber<T> skip(Stage.Skip<T> stage, StrandSubscriber<? super T> downstream, Strand strand) {
        return of(new SkipSubscriber<>(stage, downstream));
    }

    @Override
    public <T> StrandSubscriber<T> takeUntil(
            Stage.TakeUntil<T> stage, StrandSubscriber<? super T> downstream, Strand strand) {
        return of(new TakeUntilSubscriber<>(stage.other(), downstream, strand));
    }

    @Override
    public <I, U, O> StrandSubscriber<I> withLatestFrom(
            Stage.WithLatestFrom<I, U, O> stage, StrandSubscriber<? super O> downstream, Strand strand) {
        return of(new WithLatestFromSubscriber<I, U, O>(stage, downstream, strand));
    }

    @Override
    public <T> StrandSubscriber<T> skipUntil(
            Stage.SkipUntil<T> stage, StrandSubscriber<? super T> downstream, Strand strand) {
        return of(new SkipUntilSubscriber<>(stage.other(), downstream, strand));
    }

    @Override
    public <I, O> StrandSubscriber<I> flatMapIterable(
            Stage.FlatMapIterable<I, O> stage, StrandSubscriber<? super O> downstream, Strand strand) {
        return of(new FlatMapIterableSubscriber<>(stage.mapper(), downstream, strand));
    }

    @Override
    public <I, O> StrandSubscriber<I> flatMap(
            Stage.FlatMap<I, O> stage, StrandSubscriber<? super O> downstream, Strand strand) {
        Flatten options = stage.options();
        if (options.concurrency() == 1) {
            return of(new ConcatMapSubscriber<>(stage, downstream, strand));
        }
        return of(new FlatMapSubscriber<>(stage, downstream, strand));
    }

    @Override
    public <T> StrandSubscriber<T> filterWhen(
            Stage.FilterWhen<T> stage, StrandSubscriber<? super T> downstream, Strand strand) {
        return of(new FilterWhenSubscriber<>(stage.predicate(), downstream, strand));
    }

    @Override
    public <T> StrandSubscriber<T> expand(
            Stage.Expand<T> stage, StrandSubscriber<? super T> downstream, Strand strand) {
        return of(new ExpandSubscriber<>(stage, downstream, strand));
    }

    @Override
    public <I, O> StrandSubscriber<I> switchOnFirst(
            Stage.SwitchOnFirst<I, O> stage, StrandSubscriber<? super O> downstream, Strand strand) {
        return of(new SwitchOnFirstSubscriber<>(stage.function(), downstream, strand));
    }

    @Override
    public <I, O> StrandSubscriber<I> switchMap(
            Stage.SwitchMap<I, O> stage, StrandSubscriber<? super O> downstream, Strand strand) {
        return of(new SwitchMapSubscriber<>(stage.mapper(), downstream, strand));
    }

    @Override
    public <I, O> StrandSubscriber<I> mapPartitioned(
            Stage.MapPartitioned<I, O> stage, StrandSubscriber<? super O> downstream, Strand strand) {
        Flatten options = Flatten.concurrency(stage.concurrency()).ordered();
        return of(new FlatMapSubscriber<>(
                new Stage.FlatMap<>(new Partitions<>(stage, strand), options), downstream, strand));
    }

    @Override
    public <T, A, R> StrandSubscriber<T> collect(
            Stage.Collect<T, A, R> stage, StrandSubscriber<? super R> downstream, Strand strand) {
        return of(new CollectSubscriber<>(stage, downstream, strand));
    }

    @Override
    public <T> StrandSubscriber<T> resume(
            Stage.Resume<T> stage, StrandSubscriber<? super T> downstream, Strand strand) {
        return of(new ResumeSubscriber<>(stage.fallback(), downstream, strand));
    }

    @Override
    public <T> StrandSubscriber<T> ifEmpty(
            Stage.IfEmpty<T> stage, StrandSubscriber<? super T> downstream, Strand strand) {
        return of(new IfEmptySubscriber<>(stage.fallback(), downstream, strand));
    }

    @Override
    public <T> StrandSubscriber<T> timeout(
            Stage.Timeout<T> stage, StrandSubscriber<? super T> downstream, Strand strand) {
        return of(new TimeoutSubscriber<>(stage, downstream, strand));
    }

    @Override
    public <T> StrandSubscriber<T> tap(Stage.Tap<T> stage, StrandSubscriber<? super T> downstream, Strand strand) {
        return of(new TapSubscriber<>(stage, downstream, strand));
    }

    @Override
    public <T> StrandSubscriber<T> doFinally(
            Stage.Finally<T> stage, StrandSubscriber<? super T> downstream, Strand strand) {
        return of(new FinallySubscriber<>(stage.action(), downstream, strand));
    }

    // Looking

    @Override
    public <T> StrandSubscriber<T> measure(
            Stage.Measure<T> stage, StrandSubscriber<? super Timed<T>> downstream, Strand strand) {
        return of(new MeasureSubscriber<>(downstream, strand));
    }

    @Override
    public <T> StrandSubscriber<T> log(Stage.Log<T> stage, StrandSubscriber<? super T> downstream, Strand strand) {
        return of(new TapSubscriber<>(Log.hooks(stage.name()), downstream, strand));
    }

    // Surroundings

    @Override
    public <T, V> Strand localSurroundings(Stage.Local<T, V> stage, Strand strand) {
        return SurroundedStrand.of(stage, strand);
    }

    @Override
    public <T, V> StrandSubscriber<T> local(
            Stage.Local<T, V> stage, StrandSubscriber<? super T> downstream, Strand strand) {
        Strand outer = SurroundedStrand.outerOf(strand);
        return new LocalBoundary<>(SurroundedStrand.localsOf(strand), SurroundedStrand.localsOf(outer), downstream);
    }

    @Override
    public <T, D> Strand discardSurroundings(Stage.OnDiscard<T, D> stage, Strand strand) {
        return SurroundedStrand.of(stage, strand);
    }

    /** Adds no subscriber, because the surroundings do all the work. */
    @Override
    @SuppressWarnings("unchecked") // a subscriber of a supertype takes every T
    public <T, D> StrandSubscriber<T> onDiscard(
            Stage.OnDiscard<T, D> stage, StrandSubscriber<? super T> downstream, Strand strand) {
        if (downstream instanceof Terminal terminal) {
            terminal.discardTo(strand);
        }
        return (StrandSubscriber<T>) downstream;
    }

    @Override
    public <T> StrandSubscriber<T> named(
            Stage.Named<T> stage, StrandSubscriber<? super T> downstream, Strand strand) {
        return of(new NamedSubscriber<>(stage.name(), downstream));
    }

    // Time and rate

    @Override
    public <T> StrandSubscriber<T> onOverflow(
            Stage.OnOverflow<T> stage, StrandSubscriber<? super T> downstream, Strand strand) {
        return of(new OnOverflowSubscriber<>(stage.overflow(), downstream, strand));
    }

    @Override
    public <T> StrandSubscriber<T> conflate(
            Stage.Conflate<T> stage, StrandSubscriber<? super T> downstream, Strand strand) {
        return of(new ConflateSubscriber<>(stage.combiner(), downstream, strand));
    }

    @Override
    public <T> StrandSubscriber<T> limitRate(
            Stage.LimitRate<T> stage, StrandSubscriber<? super T> downstream, Strand strand) {
        return of(new LimitRateSubscriber<>(stage.batch(), downstream));
    }

    @Override
    public <T> StrandSubscriber<T> throttle(
            Stage.Throttle<T> stage, StrandSubscriber<? super T> downstream, Strand strand) {
        return of(new ThrottleSubscriber<>(stage, downstream, strand));
    }

    @Override
    public <T> StrandSubscriber<T> delayElements(
            Stage.DelayElements<T> stage, StrandSubscriber<? super T> downstream, Strand strand) {
        return of(new DelayElementsSubscriber<>(Durations.saturatedNanos(stage.delay()), downstream, strand));
    }

    @Override
    public <T> StrandSubscriber<T> sample(
            Stage.Sample<T> stage, StrandSubscriber<? super T> downstream, Strand strand) {
        return of(new SampleSubscriber<>(stage, downstream, strand));
    }

    // Buffers, windows and groups

    @Override
    public <T> StrandSubscriber<T> buffer(
            Stage.Buffer<T> stage, StrandSubscriber<? super List<T>> downstream, Strand strand) {
        return of(new BufferSubscriber<>(stage.size(), stage.skip(), downstream, strand));
    }

    @Override
    public <T> StrandSubscriber<T> bufferUntil(
            Stage.BufferUntil<T> stage, StrandSubscriber<? super List<T>> downstream, Strand strand) {
        return of(new BufferUntilSubscriber<>(stage.boundary(), stage.before(), downstream, strand));
    }

    @Override
    public <T> StrandSubscriber<T> bufferTimeout(
            Stage.BufferTimeout<T> stage, StrandSubscriber<? super List<T>> downstream, Strand strand) {
        return of(new BufferTimeoutSubscriber<>(
                stage.size(), Durations.saturatedNanos(stage.limit()), downstream, strand));
    }

    @Override
    public <T> StrandSubscriber<T> window(
            Stage.Window<T> stage, StrandSubscriber<? super Many<T>> downstream, Strand strand) {
        return of(new WindowSubscriber<>(stage, downstream, strand));
    }

    @Override
    public <T> StrandSubscriber<T> windowUntil(
            Stage.WindowUntil<T> stage, StrandSubscriber<? super Many<T>> downstream, Strand strand) {
        return of(new WindowUntilSubscriber<>(stage, downstream, strand));
    }

    @Override
    public <K, T> StrandSubscriber<T> groupBy(
            Stage.GroupBy<K, T> stage, StrandSubscriber<? super Grouped<K, T>> downstream, Strand strand) {
        return of(new GroupBySubscriber<>(stage, downstream, strand));
    }

    // Several sources

    // Strands

    @Override
    public <I, O> StrandSubscriber<I> mapParallel(
            Stage.MapParallel<I, O> stage, StrandSubscriber<? super O> downstream, Strand strand) {
        return of(new MapParallelSubscriber<>(stage, downstream, strand));
    }

    @Override
    public <I> StrandSubscriber<I> spawnEach(
            Stage.SpawnEach<I> stage, StrandSubscriber<? super Void> downstream, Strand strand) {
        return of(new SpawnEachSubscriber<>(stage, downstream, strand));
    }
}
