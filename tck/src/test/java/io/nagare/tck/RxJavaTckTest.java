package io.nagare.tck;

import static io.nagare.tck.Row.operator;

import io.nagare.One;
import io.nagare.rxjava.RxJavaNagare;
import io.reactivex.rxjava3.core.BackpressureStrategy;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Observable;
import io.reactivex.rxjava3.core.Single;
import java.util.List;
import java.util.NoSuchElementException;

/** The edges to RxJava, in both directions. RxJava serves the subscribers of its types, which become Flowables. */
final class RxJavaTckTest extends Table {

    @Override
    List<Row> rows() {
        return List.of(
                operator(
                        "RxJavaNagare.flowable(Many)", (upstream, n) -> RxJavaNagare.flowable(upstream.items(n))),
                operator(
                        "RxJavaNagare.observable(Many)",
                        (upstream, n) ->
                                RxJavaNagare.observable(upstream.items(n)).toFlowable(BackpressureStrategy.BUFFER))
                        .atMost(10_000),
                operator(
                        "RxJavaNagare.maybe(One)",
                        (upstream, n) -> RxJavaNagare.maybe(upstream.one(n)).toFlowable())
                        .atMost(1),
                operator(
                        "RxJavaNagare.single(One)",
                        (upstream, n) -> RxJavaNagare.single(upstream.one(n))
                                .onErrorComplete(NoSuchElementException.class::isInstance)
                                .toFlowable())
                        .atMost(1),
                operator(
                        "RxJavaNagare.completable(Async)",
                        (upstream, n) -> RxJavaNagare.completable(upstream.items(n)).toFlowable())
                        .atMost(0),
                operator(
                        "RxJavaNagare.many(Flowable)",
                        (upstream, n) ->
                                RxJavaNagare.many(Flowable.fromPublisher(new Foreign<>(upstream.items(n))))),
                operator(
                        "RxJavaNagare.many(Observable,BackpressureStrategy)",
                        (upstream, n) -> RxJavaNagare.many(
                                Observable.fromPublisher(new Foreign<>(upstream.items(n))),
                                BackpressureStrategy.BUFFER))
                        .atMost(10_000),
                operator(
                        "RxJavaNagare.one(Single)",
                        (upstream, n) -> RxJavaNagare.one(Single.fromPublisher(new Foreign<>(upstream.one(n))))
                                .onErrorResume(NoSuchElementException.class, failure -> One.empty()))
                        .atMost(1),
                operator(
                        "RxJavaNagare.one(Maybe)",
                        (upstream, n) -> RxJavaNagare.one(Maybe.fromPublisher(new Foreign<>(upstream.one(n)))))
                        .atMost(1),
                operator(
                        "RxJavaNagare.one(Completable)",
                        (upstream, n) ->
                                RxJavaNagare.one(Completable.fromPublisher(new Foreign<>(upstream.items(n)))))
                        .atMost(0));
    }
}
