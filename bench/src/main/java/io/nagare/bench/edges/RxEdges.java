package io.nagare.bench.edges;

import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.processors.FlowableProcessor;
import io.reactivex.rxjava3.processors.MulticastProcessor;
import io.reactivex.rxjava3.processors.UnicastProcessor;
import io.reactivex.rxjava3.schedulers.Schedulers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** The edges of RxJava. The property {@code rx3.computation-threads} sets the number of its computation threads. */
final class RxEdges implements Edges {

    private final Scheduler workers = Schedulers.computation();
    private final ReactorSide reactor = new ReactorSide();

    private static Flowable<Integer> range() {
        return Flowable.range(1, ITEMS);
    }

    private Flowable<Integer> hopped(int items) {
        return Flowable.range(1, items).observeOn(workers);
    }

    private static long count(Flowable<?> stream) {
        return stream.count().blockingGet();
    }

    private static CompletableFuture<Long> future(Single<Long> count) {
        CompletionStage<Long> stage = count.toCompletionStage();
        return stage.toCompletableFuture();
    }

    @Override
    public long hop() {
        return count(range().map(i -> i + 1).observeOn(workers).map(i -> i + 1));
    }

    @Override
    public long hopHeavy() {
        return count(Flowable.range(1, FEW_ITEMS)
                .subscribeOn(workers)
                .map(HeavyFunction::apply)
                .observeOn(workers)
                .map(HeavyFunction::apply));
    }

    @Override
    public long fromAsynchronous() {
        return count(Flowable.fromPublisher(reactor.asynchronous()).map(i -> i + 1));
    }

    @Override
    public long fromAsynchronousMoved() {
        return count(Flowable.fromPublisher(reactor.asynchronous()).observeOn(workers).map(i -> i + 1));
    }

    @Override
    public long fromSynchronous() {
        return count(Flowable.fromPublisher(reactor.synchronous()).map(i -> i + 1));
    }

    @Override
    public long consumedByReactor() {
        return ReactorSide.count(range().map(i -> i + 1));
    }

    @Override
    public long zip() {
        return count(Flowable.zip(hopped(ITEMS), hopped(ITEMS), Integer::sum));
    }

    @Override
    public long merge() {
        return count(Flowable.merge(hopped(ITEMS / 2), hopped(ITEMS / 2)));
    }

    @Override
    public long mergeMany() {
        List<Flowable<Integer>> streams = new ArrayList<>(STREAMS);
        for (int i = 0; i < STREAMS; i++) {
            streams.add(Flowable.range(1, ITEMS / STREAMS).subscribeOn(workers));
        }
        return count(Flowable.merge(streams, STREAMS));
    }

    @Override
    public long concat() {
        return count(Flowable.concat(hopped(ITEMS / 2), hopped(ITEMS / 2)));
    }

    @Override
    public long mapParallel() {
        return count(range().parallel(WORKERS).runOn(workers).map(i -> i + 1).sequential());
    }

    @Override
    public long toIterable() {
        return Edges.count(range().blockingIterable());
    }

    @Override
    public long toIterableHop() {
        return Edges.count(hopped(ITEMS).blockingIterable());
    }

    @Override
    public long share() {
        Flowable<Integer> shared = hopped(ITEMS).publish(AHEAD).autoConnect(SUBSCRIBERS);
        List<CompletableFuture<Long>> counts = new ArrayList<>(SUBSCRIBERS);
        for (int i = 0; i < SUBSCRIBERS; i++) {
            counts.add(future(shared.count()));
        }
        return Edges.same(counts.stream().mapToLong(CompletableFuture::join));
    }

    @Override
    public long replay() {
        Flowable<Integer> replayed = hopped(ITEMS - REPLAYED).replay(REPLAYED).autoConnect();
        return count(replayed) + count(replayed);
    }

    @Override
    public long groupBy() {
        return count(range().groupBy(i -> i % GROUPS).flatMap(group -> group.observeOn(workers), GROUPS));
    }

    @Override
    public long window() {
        return count(hopped(ITEMS).window(WINDOW).flatMap(window -> window));
    }

    @Override
    public long flatMapBlocking() {
        return count(Flowable.range(1, FEW_ITEMS)
                .flatMap(i -> Flowable.fromCallable(() -> i).subscribeOn(Schedulers.io()), STREAMS));
    }

    @Override
    public long flatMapHop() {
        return count(Flowable.range(1, FEW_ITEMS)
                .flatMap(i -> Flowable.fromCallable(() -> i).subscribeOn(workers), STREAMS));
    }

    @Override
    public long flatMapDelay() {
        return count(Flowable.range(1, FEW_ITEMS)
                .flatMap(i -> Flowable.timer(1, TimeUnit.MILLISECONDS, workers).map(fired -> i), TIMERS));
    }

    @Override
    public long switchMap() {
        return count(hopped(ITEMS / INNER_ITEMS).switchMap(i -> Flowable.range(i, INNER_ITEMS)));
    }

    @Override
    public long withLatestFrom() {
        return count(hopped(ITEMS).withLatestFrom(hopped(ITEMS).startWithItem(0), Integer::sum));
    }

    @Override
    public long takeUntil() {
        return count(hopped(ITEMS).takeUntil(Flowable.timer(1, TimeUnit.MINUTES, workers)));
    }

    @Override
    public long timeout() {
        return count(range().timeout(5, TimeUnit.SECONDS, workers));
    }

    @Override
    public long bufferTimeout() {
        return count(range().buffer(50, TimeUnit.MILLISECONDS, workers, WINDOW).flatMapIterable(list -> list));
    }

    /** A processor has no way to wait for room, so its queue is unbounded. */
    @Override
    public long mpsc() {
        UnicastProcessor<Integer> values = UnicastProcessor.create();
        CompletableFuture<Long> count = future(values.observeOn(workers).count());
        produce(values);
        return count.join();
    }

    @Override
    public long broadcast() {
        MulticastProcessor<Integer> values = MulticastProcessor.create(BROADCAST, true);
        values.startUnbounded();
        CompletableFuture<Long> count = future(values.observeOn(workers).count());
        produce(values);
        return count.join();
    }

    @SuppressWarnings("CheckReturnValue")
    private void produce(FlowableProcessor<Integer> values) {
        workers.scheduleDirect(() -> {
            for (int i = 1; i <= ITEMS; i++) {
                values.onNext(i);
            }
            values.onComplete();
        });
    }

    /** Ends nothing: the whole process shares the computation threads. */
    @Override
    public void close() {
        reactor.close();
    }
}
