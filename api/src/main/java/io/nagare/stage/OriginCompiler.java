package io.nagare.stage;

import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;

/**
 * Subscribes {@code downstream} to each kind of {@link Origin}; an engine implements it. Each method is called on the
 * strand, and must call {@code onSubscribe} before it returns.
 *
 * @since 0.1
 */
public interface OriginCompiler {

    <T> void just(Origin.Just<T> origin, StrandSubscriber<? super T> downstream, Strand strand);

    <T> void empty(Origin.Empty<T> origin, StrandSubscriber<? super T> downstream, Strand strand);

    <T> void failed(Origin.Failed<T> origin, StrandSubscriber<? super T> downstream, Strand strand);

    <T> void never(Origin.Never<T> origin, StrandSubscriber<? super T> downstream, Strand strand);

    <T> void defer(Origin.Defer<T> origin, StrandSubscriber<? super T> downstream, Strand strand);

    <T> void fromPublisher(Origin.FromPublisher<T> origin, StrandSubscriber<? super T> downstream, Strand strand);

    <T> void fromIterable(Origin.FromIterable<T> origin, StrandSubscriber<? super T> downstream, Strand strand);

    <T> void fromStream(Origin.FromStream<T> origin, StrandSubscriber<? super T> downstream, Strand strand);

    <T> void fromStage(Origin.FromStage<T> origin, StrandSubscriber<? super T> downstream, Strand strand);

    <T> void fromCallable(Origin.FromCallable<T> origin, StrandSubscriber<? super T> downstream, Strand strand);

    <T> void blocking(Origin.Blocking<T> origin, StrandSubscriber<? super T> downstream, Strand strand);

    void range(Origin.Range origin, StrandSubscriber<? super Integer> downstream, Strand strand);

    <T> void create(Origin.Create<T> origin, StrandSubscriber<? super T> downstream, Strand strand);

    <T> void createOne(Origin.CreateOne<T> origin, StrandSubscriber<? super T> downstream, Strand strand);

    <A, T> void generate(Origin.Generate<A, T> origin, StrandSubscriber<? super T> downstream, Strand strand);

    void interval(Origin.Interval origin, StrandSubscriber<? super Long> downstream, Strand strand);

    <T> void delay(Origin.Delay<T> origin, StrandSubscriber<? super T> downstream, Strand strand);

    // Several sources

    <T, R> void zip(Origin.Zip<T, R> origin, StrandSubscriber<? super R> downstream, Strand strand);

    <T, R> void combineLatest(Origin.CombineLatest<T, R> origin, StrandSubscriber<? super R> downstream, Strand strand);

    <T> void race(Origin.Race<T> origin, StrandSubscriber<? super T> downstream, Strand strand);

    // Again

    <T> void retry(Origin.Retried<T> origin, StrandSubscriber<? super T> downstream, Strand strand);

    <T> void repeat(Origin.Repeated<T> origin, StrandSubscriber<? super T> downstream, Strand strand);

    // Resources

    <R, T> void using(Origin.Using<R, T> origin, StrandSubscriber<? super T> downstream, Strand strand);

    <R, T> void usingWhen(Origin.UsingWhen<R, T> origin, StrandSubscriber<? super T> downstream, Strand strand);

    // Strands

    <T> void runOn(Origin.RunOn<T> origin, StrandSubscriber<? super T> downstream, Strand strand);

    <T> void driven(Origin.Driven<T> origin, StrandSubscriber<? super T> downstream, Strand strand);
}
