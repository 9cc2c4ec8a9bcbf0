package io.nagare.bench.bridges;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Reactor's end of a crossing. */
final class ReactorEnd implements End<Flux<Integer>, Mono<Integer>> {

    private final Scheduler workers = Schedulers.newParallel("reactor", WORKERS);

    @Override
    public Flux<Integer> synchronous() {
        return Flux.range(1, ITEMS).map(i -> i + 1);
    }

    @Override
    public Flux<Integer> moved(Flux<Integer> stream) {
        return stream.publishOn(workers);
    }

    @Override
    public Mono<Integer> one() {
        return Mono.fromCallable(End::item).map(i -> i + 1);
    }

    @Override
    public Publisher<Integer> publisher(Flux<Integer> stream) {
        return stream;
    }

    @Override
    public Publisher<Integer> publisherOfOne(Mono<Integer> one) {
        return one;
    }

    @Override
    public Flux<Integer> adopt(Publisher<Integer> stream) {
        return Flux.from(stream);
    }

    @Override
    public Mono<Integer> adoptOne(Publisher<Integer> one) {
        return Mono.from(one);
    }

    @Override
    public long count(Flux<Integer> stream) {
        @Nullable Long count = stream.map(i -> i + 1).count().block();
        return count == null ? 0 : count;
    }

    @Override
    public long countOnes(Supplier<Mono<Integer>> ones) {
        return End.times(() -> {
            @Nullable Integer item = ones.get().map(i -> i + 1).block();
            return item == null ? 0 : item;
        });
    }

    @Override
    public void close() {
        workers.dispose();
    }
}
