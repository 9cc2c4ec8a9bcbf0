package io.nagare.tck;

import static io.nagare.tck.Row.many;
import static io.nagare.tck.Row.one;
import static io.nagare.tck.Row.operator;

import io.nagare.Many;
import io.nagare.Signal;
import io.nagare.driver.Demand;
import java.util.List;
import org.reactivestreams.Publisher;

/** Operators that make another item from each item, or other items. */
final class TransformingTckTest extends Table {

    @Override
    List<Row> rows() {
        return List.of(
                many("Many.cast(Class)", items -> items.cast(Number.class)),
                one("One.cast(Class)", one -> one.cast(Number.class)),
                // A materialized failure is an item and would need demand, so the publisher of signals fails instead.
                operator(
                        "Many.dematerialize(Publisher)",
                        (upstream, n) -> Many.dematerialize(upstream.items(n).materialize()))
                        .failedBy(() -> Many.dematerialize(Many.<Signal<Integer>>error(new Refused())))
                        .turnsEndsIntoItems(),
                operator("Many.gather(Class,Supplier,Step,BiConsumer)", TransformingTckTest::manyGather)
                        .alsoFor("Many.gather(Supplier,Step,BiConsumer)"),
                operator("Many.handle(Class,BiConsumer)", TransformingTckTest::manyHandle)
                        .alsoFor("Many.handle(BiConsumer)"),
                many("Many.index()", items -> items.index()),
                many("Many.map(Function)", items -> items.map(i -> i + 1)),
                one("One.map(Function)", one -> one.map(i -> i + 1)),
                operator("Many.mapMulti(Class,BiConsumer)", TransformingTckTest::manyMapMulti)
                        .alsoFor("Many.mapMulti(BiConsumer)"),
                operator("Many.mapNotNull(Function)", TransformingTckTest::manyMapNotNull),
                operator(
                        "One.mapNotNull(Function)", (upstream, n) -> upstream.one(1).mapNotNull(i -> n == 0 ? null : i))
                        .atMost(1),
                operator("Many.materialize()", TransformingTckTest::manyMaterialize)
                        .failsOnlyOnDemand()
                        .turnsEndsIntoItems(),
                one("One.materialize()", one -> one.materialize().filter(signal -> signal instanceof Signal.Next))
                        .failsOnlyOnDemand()
                        .turnsEndsIntoItems(),
                many("Many.ofType(Class)", items -> items.ofType(Number.class)),
                one("One.ofType(Class)", one -> one.ofType(Number.class)),
                many("Many.scan(BinaryOperator)", items -> items.scan(Integer::sum)),
                many("Many.scan(Object,BiFunction)", items -> items.scan(0, Integer::sum)),
                many("Many.scanWith(Supplier,BiFunction)", items -> items.scanWith(() -> 1, Integer::sum)));
    }

    private static Publisher<Integer> manyGather(Upstream upstream, long n) {
        return upstream.items(n / 2).gather(
                () -> "state",
                (state, i, output) -> {
                    output.emit(i);
                    output.emit(-i);
                },
                (state, output) -> {
                    if (n % 2 == 1) {
                        output.emit(0);
                    }
                });
    }

    private static Publisher<Integer> manyHandle(Upstream upstream, long n) {
        return upstream.items(2 * n).handle((i, output) -> {
            if (i % 2 == 0) {
                output.emit(i);
            }
        });
    }

    private static Publisher<Integer> manyMapMulti(Upstream upstream, long n) {
        return upstream.items(n / 2 + n % 2).mapMulti((i, output) -> {
            output.emit(i);
            if (2L * i + 1 < n) {
                output.emit(-i);
            }
        });
    }

    private static Publisher<Integer> manyMapNotNull(Upstream upstream, long n) {
        return upstream.items(Demand.multiply(n, 2)).mapNotNull(i -> i % 2 == 0 ? i : null);
    }

    private static Publisher<Signal<Integer>> manyMaterialize(Upstream upstream, long n) {
        return upstream.items(n == 0 || n == Long.MAX_VALUE ? n : n - 1).materialize().skip(n == 0 ? 1 : 0);
    }
}
