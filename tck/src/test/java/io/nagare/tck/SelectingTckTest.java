package io.nagare.tck;

import static io.nagare.tck.Row.many;
import static io.nagare.tck.Row.one;
import static io.nagare.tck.Row.operator;

import io.nagare.Many;
import io.nagare.driver.Demand;
import java.util.HashSet;
import java.util.List;
import org.reactivestreams.Publisher;

/** Operators that pass on some items and leave out the others. */
final class SelectingTckTest extends Table {

    @Override
    List<Row> rows() {
        return List.of(
                many("Many.distinct(Supplier)", items -> items.distinct(HashSet::new)),
                many("Many.distinct(Function,Supplier)", items -> items.distinct(i -> "" + i, HashSet::new)),
                operator("Many.distinctUntilChanged()", SelectingTckTest::manyDistinctUntilChanged),
                operator(
                        "Many.distinctUntilChanged(Function)",
                        (upstream, n) -> upstream.items(Demand.multiply(n, 2)).distinctUntilChanged(i -> i / 2)),
                operator("Many.elementAt(long)", (upstream, n) -> upstream.items(n + 2).elementAt(2)).atMost(1),
                operator("Many.filter(Predicate)", (upstream, n) -> upstream.items(2 * n).filter(i -> i % 2 == 1)),
                operator("One.filter(Predicate)", (upstream, n) -> upstream.one(1).filter(i -> n == 1)).atMost(1),
                many("Many.filterWhen(Function)", items -> items.filterWhen(i -> Many.just(true))),
                one("One.filterWhen(Function)", one -> one.filterWhen(i -> Many.just(true))),
                operator("Many.last()", (upstream, n) -> upstream.items(10 * n).last()).atMost(1),
                operator("Many.next()", (upstream, n) -> upstream.items(10 * n).next()).atMost(1),
                many("Many.single()", items -> items.single().onErrorComplete()).atMost(1).failsOnlyOnDemand(),
                many("Many.singleOrEmpty()", items -> items.singleOrEmpty()).atMost(1),
                operator("Many.skip(long)", (upstream, n) -> upstream.items(n + 3).skip(3)),
                operator("Many.skipLast(int)", (upstream, n) -> upstream.items(Demand.add(n, 3)).skipLast(3)),
                many("Many.skipUntil(Publisher)", items -> items.skipUntil(Many.empty())),
                operator(
                        "Many.skipWhile(Predicate)",
                        (upstream, n) -> upstream.items(Demand.add(n, 3)).skipWhile(i -> i < 3)),
                operator("Many.take(long)", (upstream, n) -> Upstream.bounded(upstream.items(n + 1), n)),
                operator("Many.takeLast(int)", SelectingTckTest::manyTakeLast),
                many("Many.takeUntil(Publisher)", items -> items.takeUntil(Many.never())),
                one("One.takeUntil(Publisher)", one -> one.takeUntil(Many.never())),
                operator(
                        "Many.takeUntilItem(Predicate)",
                        (upstream, n) -> upstream.items(n).takeUntilItem(i -> i == n - 1)),
                operator("Many.takeWhile(Predicate)", (upstream, n) -> upstream.items(n + 1).takeWhile(i -> i < n)));
    }

    private static Publisher<Integer> manyDistinctUntilChanged(Upstream upstream, long n) {
        return upstream.items(Demand.multiply(n, 2)).map(i -> i / 2).distinctUntilChanged();
    }

    private static Publisher<Integer> manyTakeLast(Upstream upstream, long n) {
        return upstream.items(Math.min(n, 1_000_000)).takeLast((int) Math.min(n, 1_000_000));
    }
}
