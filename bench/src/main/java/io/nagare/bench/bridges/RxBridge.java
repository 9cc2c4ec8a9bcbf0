package io.nagare.bench.bridges;

import io.nagare.Many;
import io.nagare.One;
import io.nagare.rxjava.RxJavaNagare;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;

/** The bridge to RxJava. */
final class RxBridge implements Bridge<Flowable<Integer>, Single<Integer>> {

    @Override
    public Flowable<Integer> to(Many<Integer> many) {
        return RxJavaNagare.flowable(many);
    }

    @Override
    public Single<Integer> oneTo(One<Integer> one) {
        return RxJavaNagare.single(one);
    }

    @Override
    public Many<Integer> from(Flowable<Integer> stream) {
        return RxJavaNagare.many(stream);
    }

    @Override
    public One<Integer> oneFrom(Single<Integer> one) {
        return RxJavaNagare.one(one);
    }
}
