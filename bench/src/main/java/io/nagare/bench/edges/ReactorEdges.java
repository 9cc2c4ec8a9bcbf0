package io.nagare.bench.edges;

import io.reactivex.rxjava3.core.Flowable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** The edges of Reactor. On the other side of its own bridges is RxJava. */
final class ReactorEdges implements Edges {

    private final Scheduler workers = Schedulers.newParallel("edges", WORKERS);
    private final io.reactivex.rxjava3.core.Scheduler workersOfRx =
            io.reactivex.rxjava3.schedulers.Schedulers.computation();

    private static Flux<Integer> range() {
        return Flux.range(1, ITEMS);
    }

    private Flux<Integer> hopped(int items) {
        return Flux.range(1, items).publishOn(workers);
    }

    private static long count(Flux<?> stream) {
        return number(stream.count().block());
    }

    private static long number(@Nullable Long count) {
        return count == null ? 0 : count;
    }

    @Override
    public long hop() {
        return count(range().map(i -> i + 1).publishOn(workers).map(i -> i + 1));
    }

    @Override
    public long hopHeavy() {
        return count(Flux.range(1, FEW_ITEMS)
                .subscribeOn(workers)
                .map(HeavyFunction::apply)
                .publishOn(workers)
                .map(HeavyFunction::apply));
    }

    @Override
    public long fromAsynchronous() {
        return count(Flux.from(Flowable.range(1, ITEMS).observeOn(workersOfRx)).map(i -> i + 1));
    }

    @Override
    public long fromAsynchronousMoved() {
        return count(Flux.from(Flowable.range(1, ITEMS).observeOn(workersOfRx)).publishOn(workers).map(i -> i + 1));
    }

    @Override
    public long fromSynchronous() {
        return count(Flux.from(Flowable.range(1, ITEMS).map(i -> i + 1)).map(i -> i + 1));
    }

    @Override
    public long consumedByReactor() {
        return Flowable.fromPublisher(range().map(i -> i + 1)).map(i -> i + 1).count().blockingGet();
    }

    @Override
    public long zip() {
        return count(Flux.zip(hopped(ITEMS), hopped(ITEMS), Integer::sum));
    }

    @Override
    public long merge() {
        return count(Flux.merge(hopped(ITEMS / 2), hopped(ITEMS / 2)));
    }

    @Override
    public long mergeMany() {
        List<Flux<Integer>> streams = new ArrayList<>(STREAMS);
        for (int i = 0; i < STREAMS; i++) {
            streams.add(Flux.range(1, ITEMS / STREAMS).subscribeOn(workers));
        }
        return count(Flux.merge(Flux.fromIterable(streams), STREAMS));
    }

    @Override
    public long concat() {
        return count(Flux.concat(hopped(ITEMS / 2), hopped(ITEMS / 2)));
    }

    @Override
    public long mapParallel() {
        return count(range().parallel(WORKERS).runOn(workers).map(i -> i + 1).sequential());
    }

    @Override
    public long toIterable() {
        return Edges.count(range().toIterable());
    }

    @Override
    public long toIterableHop() {
        return Edges.count(hopped(ITEMS).toIterable());
    }

    @Override
    public long share() {
        Flux<Integer> shared = hopped(ITEMS).publish(AHEAD).autoConnect(SUBSCRIBERS);
        List<CompletableFuture<Long>> counts = new ArrayList<>(SUBSCRIBERS);
        for (int i = 0; i < SUBSCRIBERS; i++) {
            counts.add(shared.count().toFuture());
        }
        return Edges.same(counts.stream().mapToLong(CompletableFuture::join));
    }

    @Override
    public long replay() {
        Flux<Integer> replayed = hopped(ITEMS - REPLAYED).replay(REPLAYED).autoConnect();
        return count(replayed) + count(replayed);
    }

    @Override
    public long groupBy() {
        return count(range().groupBy(i -> i % GROUPS).flatMap(group -> group.publishOn(workers), GROUPS));
    }

    @Override
    public long window() {
        return count(hopped(ITEMS).window(WINDOW).flatMap(window -> window));
    }

    @Override
    public long flatMapBlocking() {
        return count(Flux.range(1, FEW_ITEMS)
                .flatMap(
                        i -> Mono.fromCallable(() -> i).subscribeOn(Schedulers.boundedElastic()),
                        STREAMS));
    }

    @Override
    public long flatMapHop() {
        return count(Flux.range(1, FEW_ITEMS).flatMap(i -> Mono.fromCallable(() -> i).subscribeOn(workers), STREAMS));
    }

    @Override
    public long flatMapDelay() {
        return count(Flux.range(1, FEW_ITEMS)
                .flatMap(i -> Mono.delay(Duration.ofMillis(1), workers).thenReturn(i), TIMERS));
    }

    @Override
    public long switchMap() {
        return count(hopped(ITEMS / INNER_ITEMS).switchMap(i -> Flux.range(i, INNER_ITEMS)));
    }

    @Override
    public long withLatestFrom() {
        return count(hopped(ITEMS).withLatestFrom(hopped(ITEMS).startWith(0), Integer::sum));
    }

    @Override
    public long takeUntil() {
        return count(hopped(ITEMS).takeUntilOther(Mono.delay(Duration.ofMinutes(1), workers)));
    }

    @Override
    public long timeout() {
        return count(range().timeout(Duration.ofSeconds(5), workers));
    }

    @Override
    public long bufferTimeout() {
        return count(range().bufferTimeout(WINDOW, Duration.ofMillis(50), workers, true).flatMapIterable(list -> list));
    }

    /** A sink has no way to wait for room, so its queue is unbounded. */
    @Override
    @SuppressWarnings("NullAway") // A count is never null.
    public long mpsc() {
        Sinks.Many<Integer> values = Sinks.many().unicast().onBackpressureBuffer();
        CompletableFuture<Long> count = values.asFlux().publishOn(workers).count().toFuture();
        produce(values);
        return count.join();
    }

    @Override
    @SuppressWarnings("NullAway") // A count is never null.
    public long broadcast() {
        Sinks.Many<Integer> values = Sinks.many().multicast().onBackpressureBuffer(BROADCAST, false);
        CompletableFuture<Long> count = values.asFlux().publishOn(workers).count().toFuture();
        produce(values);
        return count.join();
    }

    private void produce(Sinks.Many<Integer> values) {
        workers.schedule(() -> {
            for (int i = 1; i <= ITEMS; i++) {
                values.tryEmitNext(i).orThrow();
            }
            values.tryEmitComplete().orThrow();
        });
    }

    @Override
    public void close() {
        workers.dispose();
    }
}
