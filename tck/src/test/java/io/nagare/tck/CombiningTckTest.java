package io.nagare.tck;

import static io.nagare.tck.Row.many;
import static io.nagare.tck.Row.one;
import static io.nagare.tck.Row.operator;
import static io.nagare.tck.Row.source;

import io.nagare.Many;
import io.nagare.One;
import io.nagare.policy.Flatten;
import java.time.Duration;
import java.util.List;
import org.reactivestreams.Publisher;

/** Operators that bring several publishers together. */
final class CombiningTckTest extends Table {

    @Override
    List<Row> rows() {
        return List.of(
                operator(
                                "One.allOf(Iterable)",
                                (upstream, n) -> One.allOf(List.of(upstream.items(3), One.delay(Duration.ofMillis(1)))))
                        .atMost(0),
                operator(
                                "One.allOf(Publisher[])",
                                (upstream, n) -> One.allOf(upstream.items(3), One.delay(Duration.ofMillis(1))))
                        .atMost(0),
                operator("Many.combineLatest(Iterable,Function)", CombiningTckTest::manyCombineLatest)
                        .atMost(1),
                operator(
                                "Many.combineLatest(Publisher,Publisher,BiFunction)",
                                (upstream, n) -> Many.combineLatest(upstream.items(n), Many.just(1), Integer::sum))
                        .atMost(1),
                operator(
                        "Many.concat(Iterable)",
                        (upstream, n) -> Many.concat(List.of(upstream.items(n / 2), upstream.items(n - n / 2)))),
                source(
                        "Many.concat(Publisher[])",
                        n -> Many.concat(Upstream.OURS.items(n / 2), Upstream.FOREIGN.items(n - n / 2))),
                operator("Many.concatWith(Publisher)", (upstream, n) -> upstream.items(n / 2)
                        .concatWith(upstream.items(n - n / 2))),
                operator(
                                "One.firstValue(Iterable)",
                                (upstream, n) -> One.firstValue(List.of(upstream.one(n), One.empty())))
                        .atMost(1),
                operator("One.firstValue(One[])", (upstream, n) -> One.firstValue(One.empty(), upstream.one(n)))
                        .atMost(1),
                source(
                        "Many.merge(Publisher[])",
                        n -> Many.merge(Upstream.OURS.items(n / 2), Upstream.FOREIGN.items(n - n / 2))),
                operator("Many.merge(Iterable,Flatten)", CombiningTckTest::manyMerge),
                operator("Many.mergeWith(Publisher)", (upstream, n) -> upstream.items(n / 2)
                        .mergeWith(upstream.items(n - n / 2))),
                operator("Many.race(Iterable)", (upstream, n) -> Many.race(List.of(upstream.items(n), Many.never()))),
                operator("Many.race(Publisher[])", (upstream, n) -> Many.race(Many.never(), upstream.items(n))),
                operator("One.race(Iterable)", (upstream, n) -> One.race(List.of(upstream.one(n), One.never())))
                        .atMost(1),
                operator("One.race(One[])", (upstream, n) -> One.race(One.never(), upstream.one(n)))
                        .atMost(1),
                operator(
                        "Many.startWith(Object[])",
                        (upstream, n) -> n < 3
                                ? upstream.items(n)
                                : upstream.items(n - 2).startWith(1, 2)),
                operator("Many.startWith(Publisher)", (upstream, n) -> upstream.items(n / 2)
                        .startWith(upstream.items(n - n / 2))),
                many(
                        "Many.withLatestFrom(Publisher,BiFunction)",
                        items -> items.withLatestFrom(Many.just(1), Integer::sum)),
                operator("Many.zip(Iterable,Function)", CombiningTckTest::manyZip),
                operator(
                        "Many.zip(Publisher,Publisher,BiFunction)",
                        (upstream, n) -> Many.zip(upstream.items(n), Upstream.FOREIGN.items(n), Integer::sum)),
                operator("One.zip(Iterable)", (upstream, n) -> One.zip(List.of(upstream.one(n), One.just(2))))
                        .atMost(1),
                operator(
                                "One.zip(One,One,BiFunction)",
                                (upstream, n) -> One.zip(upstream.one(n), One.just(2), Integer::sum))
                        .atMost(1),
                one("One.zipWhen(Function,BiFunction)", one -> one.zipWhen(One::just, (item, other) -> item)),
                operator("Many.zipWith(Iterable,BiFunction)", (upstream, n) -> upstream.items(n)
                        .zipWith(Upstream.numbers(n), (item, element) -> item)),
                operator("Many.zipWith(Publisher,BiFunction)", (upstream, n) -> upstream.items(n)
                        .zipWith(Upstream.OURS.items(n), Integer::sum)),
                one("One.zipWith(One,BiFunction)", one -> one.zipWith(One.just(2), Integer::sum)));
    }

    private static Publisher<Integer> manyCombineLatest(Upstream upstream, long n) {
        return Many.combineLatest(List.of(Many.just(1), upstream.items(n)), row -> row.get(1));
    }

    private static Publisher<Integer> manyMerge(Upstream upstream, long n) {
        return Many.merge(
                List.of(upstream.items(n / 2), upstream.items(n - n / 2)), Flatten.concurrency(2).ordered());
    }

    private static Publisher<Integer> manyZip(Upstream upstream, long n) {
        return Many.zip(List.of(upstream.items(n), upstream.items(n), upstream.items(n)), row -> row.get(0));
    }
}
