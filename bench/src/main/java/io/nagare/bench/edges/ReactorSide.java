package io.nagare.bench.edges;

import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Reactor on the other side of an edge, with two workers of its own. */
final class ReactorSide implements AutoCloseable {

    private final Scheduler workers = Schedulers.newParallel("reactor-side", Edges.WORKERS);

    /** A range that emits on a worker. */
    Flux<Integer> asynchronous() {
        return Flux.range(1, Edges.ITEMS).publishOn(workers);
    }

    /** A mapped range that emits on the requesting thread. */
    Flux<Integer> synchronous() {
        return Flux.range(1, Edges.ITEMS).map(i -> i + 1);
    }

    /** Adopts a stream, maps it and counts its items. */
    static long count(Publisher<Integer> stream) {
        Long count = Flux.from(stream).map(i -> i + 1).count().block();
        return count == null ? 0 : count;
    }

    @Override
    public void close() {
        workers.dispose();
    }
}
