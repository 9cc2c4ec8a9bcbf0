package io.nagare.bench.bridges;

import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.One;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/** This library's end of a crossing. */
final class NagareEnd implements End<Many<Integer>, One<Integer>> {

    private final Nagare nagare = Nagare.multiThread().workers(WORKERS).start();

    @Override
    public Many<Integer> synchronous() {
        return Many.range(1, ITEMS).map(i -> i + 1);
    }

    @Override
    public Many<Integer> moved(Many<Integer> stream) {
        return stream.runOn(nagare);
    }

    @Override
    public One<Integer> one() {
        return One.fromCallable(End::item).map(i -> i + 1);
    }

    @Override
    public Publisher<Integer> publisher(Many<Integer> stream) {
        return stream;
    }

    @Override
    public Publisher<Integer> publisherOfOne(One<Integer> one) {
        return one;
    }

    @Override
    public Many<Integer> adopt(Publisher<Integer> stream) {
        return Many.from(stream);
    }

    @Override
    public One<Integer> adoptOne(Publisher<Integer> one) {
        return One.from(one);
    }

    @Override
    public long count(Many<Integer> stream) {
        @Nullable Long count = nagare.blockOn(stream.map(i -> i + 1).count());
        return count == null ? 0 : count;
    }

    @Override
    public long countOnes(Supplier<One<Integer>> ones) {
        return End.times(() -> {
            @Nullable Integer item = nagare.blockOn(ones.get().map(i -> i + 1));
            return item == null ? 0 : item;
        });
    }

    @Override
    public void close() {
        nagare.close();
    }
}
