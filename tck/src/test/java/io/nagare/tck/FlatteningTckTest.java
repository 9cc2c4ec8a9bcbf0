package io.nagare.tck;

import static io.nagare.tck.Row.many;
import static io.nagare.tck.Row.one;
import static io.nagare.tck.Row.operator;

import io.nagare.Many;
import io.nagare.One;
import io.nagare.policy.Flatten;
import java.util.List;
import org.reactivestreams.Publisher;

/** Operators that make publishers from items, and emit the items of those publishers. */
final class FlatteningTckTest extends Table {

    @Override
    List<Row> rows() {
        return List.of(
                many("Many.concatMap(Function)", items -> items.concatMap(Many::just)).named("to constants"),
                many("Many.concatMap(Function)", items -> items.concatMap(i -> new Foreign<>(Many.just(i))))
                        .named("to foreign publishers"),
                many("Many.delayUntil(Function)", items -> items.delayUntil(i -> Many.just(i, i))),
                one("One.delayUntil(Function)", one -> one.delayUntil(i -> Many.just(i, i))),
                // All items come from one inner publisher. Other inner publishers would be dropped when demand is
                // short.
                operator(
                        "Many.exhaustMap(Function)",
                        (upstream, n) -> upstream.items(1).exhaustMap(one -> Upstream.OURS.items(n))),
                // Each item makes the next one.
                operator("Many.expand(Function)", FlatteningTckTest::manyExpand),
                // Each item makes the next one.
                operator("Many.expand(int,Function)", FlatteningTckTest::manyExpandWithCapacity),
                many("Many.flatMap(Function)", items -> items.flatMap(One::just)).named("to constants"),
                many("Many.flatMap(Function)", items -> items.flatMap(i -> new Foreign<>(Many.just(i))))
                        .named("to foreign publishers"),
                operator("Many.flatMap(Function)", FlatteningTckTest::manyFlatMapToRanges)
                        .named("to publishers that can be asked for their items"),
                many("Many.flatMap(Function)", items -> items.flatMap(i -> Many.just(i).doOnNext(j -> {})))
                        .named("to publishers that push"),
                operator("Many.flatMap(Function,Flatten)", FlatteningTckTest::manyFlatMapDelayingErrors)
                        .named("delaying errors"),
                operator("Many.flatMap(Function,Flatten)", FlatteningTckTest::manyFlatMapOrdered).named("ordered"),
                one("One.flatMap(Function)", one -> one.flatMap(One::just)),
                operator("Many.flatMapIterable(Function)", FlatteningTckTest::manyFlatMapIterable),
                operator(
                        "One.flatMapIterable(Function)",
                        (upstream, n) -> upstream.one(1).flatMapIterable(i -> Upstream.numbers(n))),
                operator(
                        "One.flatMapMany(Function)",
                        (upstream, n) -> upstream.one(1).flatMapMany(i -> Upstream.FOREIGN.items(n))),
                many("Many.mapParallel(int,Function)", items -> items.mapParallel(4, i -> i + 1)),
                many(
                        "Many.mapPartitioned(int,Function,Function)",
                        items -> items.mapPartitioned(4, i -> i % 2, Many::just)),
                operator("Many.spawnEach(int,Function)", (upstream, n) -> upstream.items(10).spawnEach(2, Many::just))
                        .atMost(0),
                // All items come from one inner publisher. Another one would cancel it when demand is short.
                operator(
                        "Many.switchMap(Function)",
                        (upstream, n) -> upstream.items(1).switchMap(one -> Upstream.OURS.items(n))),
                many(
                        "Many.switchOnFirst(BiFunction)",
                        items -> items.switchOnFirst((first, stream) -> stream.map(i -> i))),
                operator("Many.then()", (upstream, n) -> upstream.items(10).then()).atMost(0),
                operator("Many.then(One)", (upstream, n) -> upstream.items(10).then(One.from(Upstream.OURS.items(n))))
                        .atMost(1),
                operator("One.then()", (upstream, n) -> upstream.one(1).then()).atMost(0),
                operator("One.then(One)", (upstream, n) -> upstream.one(1).then(One.from(Upstream.FOREIGN.items(n))))
                        .atMost(1),
                operator(
                        "Many.thenMany(Publisher)",
                        (upstream, n) -> upstream.items(10).thenMany(Upstream.FOREIGN.items(n))),
                operator("One.thenMany(Publisher)", (upstream, n) -> upstream.one(1).thenMany(Upstream.OURS.items(n))),
                many("Many.thenReturn(Object)", items -> items.thenReturn(1)).atMost(1),
                operator("One.thenReturn(Object)", (upstream, n) -> upstream.one(1).thenReturn(2)).atMost(1));
    }

    private static Publisher<Integer> manyExpand(Upstream upstream, long n) {
        return upstream.items(Math.min(n, 1)).expand(i -> i + 1 < n ? Many.just(i + 1) : Many.empty());
    }

    private static Publisher<Integer> manyExpandWithCapacity(Upstream upstream, long n) {
        return upstream.items(Math.min(n, 1)).expand(4, i -> i + 1 < n ? Many.just(i + 1) : Many.empty());
    }

    private static Publisher<Integer> manyFlatMapToRanges(Upstream upstream, long n) {
        return upstream.items(n / 2 + n % 2).flatMap(i -> Many.range(i, n % 2 == 1 && i == 0 ? 1 : 2));
    }

    private static Publisher<Integer> manyFlatMapDelayingErrors(Upstream upstream, long n) {
        return upstream.items(n).flatMap(i -> new Foreign<>(Many.just(i)), Flatten.concurrency(2).delayingErrors());
    }

    private static Publisher<Integer> manyFlatMapOrdered(Upstream upstream, long n) {
        return upstream.items(n)
                .flatMap(i -> new Foreign<>(Many.just(i)), Flatten.concurrency(4).prefetch(2).ordered());
    }

    private static Publisher<Integer> manyFlatMapIterable(Upstream upstream, long n) {
        return upstream.items(n / 2 + n % 2).flatMapIterable(i -> 2L * i + 1 < n ? List.of(i, i) : List.of(i));
    }
}
