package io.nagare.stage;

import io.nagare.Grouped;
import io.nagare.Many;
import io.nagare.Timed;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import java.util.List;

/**
 * Makes the subscriber that does the work of each kind of {@link Stage}; an engine implements it.
 *
 * @since 0.1
 */
public interface StageCompiler {

    <I, O> StrandSubscriber<I> map(Stage.Map<I, O> stage, StrandSubscriber<? super O> downstream, Strand strand);

    <T> StrandSubscriber<T> filter(Stage.Filter<T> stage, StrandSubscriber<? super T> downstream, Strand strand);

    <A, I, O> StrandSubscriber<I> gather(
            Stage.Gather<A, I, O> stage, StrandSubscriber<? super O> downstream, Strand strand);

    <T> StrandSubscriber<T> take(Stage.Take<T> stage, StrandSubscriber<? super T> downstream, Strand strand);

    <T> StrandSubscriber<T> skip(Stage.Skip<T> stage, StrandSubscriber<? super T> downstream, Strand strand);

    <T> StrandSubscriber<T> takeUntil(Stage.TakeUntil<T> stage, StrandSubscriber<? super T> downstream, Strand strand);

    <T> StrandSubscriber<T> skipUntil(Stage.SkipUntil<T> stage, StrandSubscriber<? super T> downstream, Strand strand);

    <I, O> StrandSubscriber<I> flatMapIterable(
            Stage.FlatMapIterable<I, O> stage, StrandSubscriber<? super O> downstream, Strand strand);

    <I, O> StrandSubscriber<I> flatMap(
            Stage.FlatMap<I, O> stage, StrandSubscriber<? super O> downstream, Strand strand);

    <T> StrandSubscriber<T> filterWhen(
            Stage.FilterWhen<T> stage, StrandSubscriber<? super T> downstream, Strand strand);

    <T> StrandSubscriber<T> expand(Stage.Expand<T> stage, StrandSubscriber<? super T> downstream, Strand strand);

    <I, O> StrandSubscriber<I> switchOnFirst(
            Stage.SwitchOnFirst<I, O> stage, StrandSubscriber<? super O> downstream, Strand strand);

    <I, O> StrandSubscriber<I> switchMap(
            Stage.SwitchMap<I, O> stage, StrandSubscriber<? super O> downstream, Strand strand);

    <I, O> StrandSubscriber<I> mapPartitioned(
            Stage.MapPartitioned<I, O> stage, StrandSubscriber<? super O> downstream, Strand strand);

    <T, A, R> StrandSubscriber<T> collect(
            Stage.Collect<T, A, R> stage, StrandSubscriber<? super R> downstream, Strand strand);

    <T> StrandSubscriber<T> resume(Stage.Resume<T> stage, StrandSubscriber<? super T> downstream, Strand strand);

    <T> StrandSubscriber<T> ifEmpty(Stage.IfEmpty<T> stage, StrandSubscriber<? super T> downstream, Strand strand);

    <T> StrandSubscriber<T> timeout(Stage.Timeout<T> stage, StrandSubscriber<? super T> downstream, Strand strand);

    <T> StrandSubscriber<T> tap(Stage.Tap<T> stage, StrandSubscriber<? super T> downstream, Strand strand);

    <T> StrandSubscriber<T> doFinally(Stage.Finally<T> stage, StrandSubscriber<? super T> downstream, Strand strand);

    // Looking

    <T> StrandSubscriber<T> measure(
            Stage.Measure<T> stage, StrandSubscriber<? super Timed<T>> downstream, Strand strand);

    <T> StrandSubscriber<T> log(Stage.Log<T> stage, StrandSubscriber<? super T> downstream, Strand strand);

    // Surroundings

    <T, V> Strand localSurroundings(Stage.Local<T, V> stage, Strand strand);

    <T, V> StrandSubscriber<T> local(Stage.Local<T, V> stage, StrandSubscriber<? super T> downstream, Strand strand);

    <T, D> Strand discardSurroundings(Stage.OnDiscard<T, D> stage, Strand strand);

    <T, D> StrandSubscriber<T> onDiscard(
            Stage.OnDiscard<T, D> stage, StrandSubscriber<? super T> downstream, Strand strand);

    <T> StrandSubscriber<T> named(Stage.Named<T> stage, StrandSubscriber<? super T> downstream, Strand strand);

    // Time and rate

    <T> StrandSubscriber<T> onOverflow(
            Stage.OnOverflow<T> stage, StrandSubscriber<? super T> downstream, Strand strand);

    <T> StrandSubscriber<T> conflate(Stage.Conflate<T> stage, StrandSubscriber<? super T> downstream, Strand strand);

    <T> StrandSubscriber<T> limitRate(Stage.LimitRate<T> stage, StrandSubscriber<? super T> downstream, Strand strand);

    <T> StrandSubscriber<T> throttle(Stage.Throttle<T> stage, StrandSubscriber<? super T> downstream, Strand strand);

    <T> StrandSubscriber<T> delayElements(
            Stage.DelayElements<T> stage, StrandSubscriber<? super T> downstream, Strand strand);

    <T> StrandSubscriber<T> sample(Stage.Sample<T> stage, StrandSubscriber<? super T> downstream, Strand strand);

    // Buffers, windows and groups

    <T> StrandSubscriber<T> buffer(
            Stage.Buffer<T> stage, StrandSubscriber<? super List<T>> downstream, Strand strand);

    <T> StrandSubscriber<T> bufferUntil(
            Stage.BufferUntil<T> stage, StrandSubscriber<? super List<T>> downstream, Strand strand);

    <T> StrandSubscriber<T> bufferTimeout(
            Stage.BufferTimeout<T> stage, StrandSubscriber<? super List<T>> downstream, Strand strand);

    <T> StrandSubscriber<T> window(
            Stage.Window<T> stage, StrandSubscriber<? super Many<T>> downstream, Strand strand);

    <T> StrandSubscriber<T> windowUntil(
            Stage.WindowUntil<T> stage, StrandSubscriber<? super Many<T>> downstream, Strand strand);

    <K, T> StrandSubscriber<T> groupBy(
            Stage.GroupBy<K, T> stage, StrandSubscriber<? super Grouped<K, T>> downstream, Strand strand);

    // Several sources

    <I, U, O> StrandSubscriber<I> withLatestFrom(
            Stage.WithLatestFrom<I, U, O> stage, StrandSubscriber<? super O> downstream, Strand strand);

    // Strands

    <I, O> StrandSubscriber<I> mapParallel(
            Stage.MapParallel<I, O> stage, StrandSubscriber<? super O> downstream, Strand strand);

    <I> StrandSubscriber<I> spawnEach(
            Stage.SpawnEach<I> stage, StrandSubscriber<? super Void> downstream, Strand strand);
}
