package io.nagare.bench.bridges;

import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.schedulers.Schedulers;
import java.util.function.Supplier;
import org.reactivestreams.Publisher;

/**
 * RxJava's end of a crossing. The property {@code rx3.computation-threads} sets the number of its computation threads.
 */
final class RxEnd implements End<Flowable<Integer>, Single<Integer>> {

    private final Scheduler workers = Schedulers.computation();

    @Override
    public Flowable<Integer> synchronous() {
        return Flowable.range(1, ITEMS).map(i -> i + 1);
    }

    @Override
    public Flowable<Integer> moved(Flowable<Integer> stream) {
        return stream.observeOn(workers);
    }

    @Override
    public Single<Integer> one() {
        return Single.fromCallable(End::item).map(i -> i + 1);
    }

    @Override
    public Publisher<Integer> publisher(Flowable<Integer> stream) {
        return stream;
    }

    @Override
    public Publisher<Integer> publisherOfOne(Single<Integer> one) {
        return one.toFlowable();
    }

    @Override
    public Flowable<Integer> adopt(Publisher<Integer> stream) {
        return Flowable.fromPublisher(stream);
    }

    @Override
    public Single<Integer> adoptOne(Publisher<Integer> one) {
        return Single.fromPublisher(one);
    }

    @Override
    public long count(Flowable<Integer> stream) {
        return stream.map(i -> i + 1).count().blockingGet();
    }

    @Override
    public long countOnes(Supplier<Single<Integer>> ones) {
        return End.times(() -> ones.get().map(i -> i + 1).blockingGet());
    }

    @Override
    public void close() {}
}
