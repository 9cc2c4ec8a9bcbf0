package io.nagare.bench.bridges;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.reactivestreams.FlowAdapters;
import org.reactivestreams.Publisher;

/** Mutiny's end of a crossing. */
final class MutinyEnd implements End<Multi<Integer>, Uni<Integer>> {

    private final ExecutorService workers = Executors.newFixedThreadPool(WORKERS);

    /** Counts items, which Mutiny has no operator for. */
    static long items(Multi<Integer> stream) {
        return stream.collect()
                .in(() -> new long[1], (count, item) -> count[0]++)
                .map(count -> count[0])
                .await()
                .indefinitely();
    }

    @Override
    public Multi<Integer> synchronous() {
        return Multi.createFrom().range(1, ITEMS + 1).map(i -> i + 1);
    }

    @Override
    public Multi<Integer> moved(Multi<Integer> stream) {
        return stream.emitOn(workers);
    }

    @Override
    public Uni<Integer> one() {
        return Uni.createFrom().item(End::item).map(i -> i + 1);
    }

    @Override
    public Publisher<Integer> publisher(Multi<Integer> stream) {
        return FlowAdapters.toPublisher(stream);
    }

    @Override
    public Publisher<Integer> publisherOfOne(Uni<Integer> one) {
        return FlowAdapters.toPublisher(one.convert().toPublisher());
    }

    @Override
    public Multi<Integer> adopt(Publisher<Integer> stream) {
        return Multi.createFrom().publisher(FlowAdapters.toFlowPublisher(stream));
    }

    @Override
    public Uni<Integer> adoptOne(Publisher<Integer> one) {
        return Uni.createFrom().publisher(FlowAdapters.toFlowPublisher(one));
    }

    @Override
    public long count(Multi<Integer> stream) {
        return items(stream.map(i -> i + 1));
    }

    @Override
    public long countOnes(Supplier<Uni<Integer>> ones) {
        return End.times(() -> ones.get().map(i -> i + 1).await().indefinitely());
    }

    @Override
    public void close() {
        workers.shutdown();
    }
}
