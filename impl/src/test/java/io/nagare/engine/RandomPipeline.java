package io.nagare.engine;

import io.nagare.Many;
import io.nagare.policy.Flatten;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import reactor.core.publisher.Flux;

/**
 * The same random pipeline for this library and for Reactor. Functions have no effects, so that the reference engine may run them too.
 */
final class RandomPipeline {

    /** What a function throws on purpose: equal if the message is. */
    static final class Planted extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Planted(String message) {
            super(message, null, false, false);
        }
    }

    private final Random random;
    private final StringBuilder text = new StringBuilder();

    /** Whether items of several inner publishers may come in another order if demand is bounded. */
    private boolean unordered;

    Many<Integer> ours;
    Flux<Integer> reactors;

    RandomPipeline(long seed) {
        random = new Random(seed);
        source(2);
        int stages = 1 + random.nextInt(12);
        for (int i = 0; i < stages; i++) {
            stage(2);
        }
    }

    /**
     * Whether a failure may overtake items in Reactor, which prefetches in its flattening operators and lets a failure upstream go first. Ours
     * prefetch nothing, and a failure comes behind the items before it: a deliberate difference.
     */
    boolean mayOvertake() {
        String all = text.toString();
        boolean fails = all.contains("failing") || all.contains("throwing");
        return fails && (all.contains("Map") || all.contains("mapMulti") || all.contains("flatMapIterable") || all.contains("gather"));
    }

    boolean isUnordered() {
        return unordered;
    }

    @Override
    public String toString() {
        return text.toString();
    }

    private int below(int bound) {
        return random.nextInt(bound);
    }

    private void set(String name, Many<Integer> many, Flux<Integer> flux) {
        text.append(name).append(' ');
        ours = many;
        reactors = flux;
    }

    /** A small pipeline of its own, for where an operator takes another publisher. */
    private RandomPipeline inner() {
        return new RandomPipeline(random.nextLong(), 1);
    }

    private RandomPipeline(long seed, int depth) {
        random = new Random(seed);
        source(0);
        int stages = below(3);
        for (int i = 0; i < stages; i++) {
            stage(0);
        }
    }

    private void source(int depth) {
        int n = below(40);
        switch (below(depth > 0 ? 9 : 6)) {
            case 0 -> set("range(" + n + ")", Many.range(0, n), Flux.range(0, n));
            case 1 -> set("just", Many.just(n), Flux.just(n));
            case 2 -> set("empty", Many.empty(), Flux.empty());
            case 3 -> {
                List<Integer> list = IntStream.range(0, n).boxed().toList();
                set("iterable(" + n + ")", Many.fromIterable(list), Flux.fromIterable(list));
            }
            case 4 -> set(
                    "generate(" + n + ")",
                    Many.generate(() -> 0, (i, output) -> {
                        if (i == n) {
                            output.complete();
                        } else {
                            output.emit(i);
                        }
                        return i + 1;
                    }),
                    Flux.generate(() -> 0, (i, sink) -> {
                        if (i == n) {
                            sink.complete();
                        } else {
                            sink.next(i);
                        }
                        return i + 1;
                    }));
            case 5 -> set(
                    "failing(" + n + ")",
                    Many.range(0, n).concatWith(Many.error(new Planted("source"))),
                    Flux.range(0, n).concatWith(Flux.error(new Planted("source"))));
            case 6 -> {
                RandomPipeline a = inner();
                RandomPipeline b = inner();
                set("concat[" + a + "|" + b + "]", Many.concat(a.ours, b.ours), Flux.concat(a.reactors, b.reactors));
            }
            case 7 -> {
                int m = below(40);
                set(
                        "zip(" + n + "," + m + ")",
                        Many.zip(Many.range(0, n), Many.range(5, m), Integer::sum),
                        Flux.zip(Flux.range(0, n), Flux.range(5, m), Integer::sum));
            }
            default -> {
                RandomPipeline a = inner();
                set("defer[" + a + "]", Many.defer(() -> a.ours), Flux.defer(() -> a.reactors));
            }
        }
    }

    private void stage(int depth) {
        int n = below(20);
        Many<Integer> m = ours;
        Flux<Integer> f = reactors;
        switch (below(depth > 0 ? 23 : 13)) {
            case 0 -> set("map", m.map(i -> i + 1), f.map(i -> i + 1));
            case 1 -> set("filter", m.filter(i -> i % 3 != 0), f.filter(i -> i % 3 != 0));
            case 2 -> set("take(" + n + ")", m.take(n), f.take(n));
            case 3 -> set("skip(" + n + ")", m.skip(n), f.skip(n));
            case 4 -> set("scan", m.scan(1, Integer::sum), f.scan(1, Integer::sum).skip(1));
            case 5 -> set("takeWhile(" + n + ")", m.takeWhile(i -> i < n), f.takeWhile(i -> i < n));
            case 6 -> set("throwing(" + n + ")", m.map(i -> fail(i, n)), f.map(i -> fail(i, n)));
            case 7 -> set(
                    "handle",
                    m.handle((i, output) -> {
                        if (i % 2 == 0) {
                            output.emit(i * 10);
                        }
                    }),
                    f.handle((i, sink) -> {
                        if (i % 2 == 0) {
                            sink.next(i * 10);
                        }
                    }));
            case 8 -> set("defaultIfEmpty", m.defaultIfEmpty(n), f.defaultIfEmpty(n));
            case 9 -> set("onErrorReturn", m.onErrorReturn(e -> n), f.onErrorReturn(n));
            case 10 -> set("peek", m.doOnNext(i -> {}).doFinally(end -> {}), f.doOnNext(i -> {}));
            case 11 -> set("reduce", m.reduce(Integer::sum).toMany(), f.reduce(Integer::sum).flux());
            case 12 -> everyday(n);
            case 22 -> {
                RandomPipeline other = inner();
                set("concatMap[" + other + "]", m.concatMap(i -> other.ours.take(Math.floorMod(i, 5))), f.concatMap(i -> other.reactors.take(Math.floorMod(i, 5))));
            }
            case 13 -> set("concatMapJust", m.concatMap(Many::just), f.concatMap(Flux::just));
            case 14 -> {
                unordered = true;
                set(
                        "flatMap",
                        m.flatMap(i -> Many.range(i, i & 3), Flatten.concurrency(1 + n)),
                        f.flatMap(i -> Flux.range(i, i & 3), 1 + n));
            }
            case 15 -> {
                RandomPipeline other = inner();
                set(
                        "flatMapOrdered[" + other + "]",
                        m.flatMap(i -> other.ours.map(j -> i + j), Flatten.concurrency(2 + n).ordered()),
                        f.flatMapSequential(i -> other.reactors.map(j -> i + j), 2 + n));
            }
            case 16 -> {
                RandomPipeline other = inner();
                set("onErrorResume[" + other + "]", m.onErrorResume(e -> other.ours), f.onErrorResume(e -> other.reactors));
            }
            case 17 -> {
                RandomPipeline other = inner();
                set("switchIfEmpty[" + other + "]", m.switchIfEmpty(() -> other.ours), f.switchIfEmpty(other.reactors));
            }
            case 18 -> set(
                    "gatherTwice",
                    m.gather(() -> 0, (state, i, output) -> {
                        output.emit(i);
                        output.emit(-i);
                    }, (state, output) -> output.emit(99)),
                    f.<Integer>concatMapIterable(i -> List.of(i, -i), 1).concatWithValues(99));
            case 19 -> set("retry(2)", m.retry(2), f.retry(2));
            case 20 -> set("takeUntil(never)", m.takeUntil(Many.never()), f.takeUntilOther(Flux.never()));
            default -> {
                RandomPipeline other = inner();
                set("concatWith[" + other + "]", m.concatWith(other.ours), f.concatWith(other.reactors));
            }
        }
    }

    /** An operator of those that look at one item after the other, or make one result. */
    private void everyday(int n) {
        Many<Integer> m = ours;
        Flux<Integer> f = reactors;
        switch (below(22)) {
            case 0 -> set(
                    "mapMulti",
                    m.mapMulti((i, output) -> {
                        output.emit(i);
                        output.emit(i);
                    }),
                    f.concatMapIterable(i -> List.of(i, i), 1));
            case 1 -> set("mapNotNull", m.mapNotNull(i -> i % 2 == 0 ? i : null), f.mapNotNull(i -> i % 2 == 0 ? i : null));
            case 2 -> set("cast", m.cast(Integer.class), f.cast(Integer.class));
            case 3 -> set("index", m.index().map(x -> x.item() + (int) x.index()), f.index((at, i) -> i + at.intValue()));
            case 4 -> set("scan", m.scan(Integer::sum), f.scan(Integer::sum));
            case 5 -> set("takeUntilItem(" + n + ")", m.takeUntilItem(i -> i == n), f.takeUntil(i -> i == n));
            case 6 -> set("skipWhile(" + n + ")", m.skipWhile(i -> i < n), f.skipWhile(i -> i < n));
            case 7 -> set("distinctUntilChanged", m.distinctUntilChanged(i -> i / 2), f.distinctUntilChanged(i -> i / 2));
            case 8 -> set("distinct", m.distinct(i -> i % 7, HashSet::new), f.distinct(i -> i % 7));
            case 9 -> set("elementAt(" + n + ")", m.elementAt(n).toMany(), f.skip(n).next().flux());
            case 10 -> set("any", m.any(i -> i == n).map(any -> any ? 1 : 0).toMany(), f.any(i -> i == n).map(any -> any ? 1 : 0).flux());
            case 11 -> set("all", m.all(i -> i < n).map(all -> all ? 1 : 0).toMany(), f.all(i -> i < n).map(all -> all ? 1 : 0).flux());
            case 12 -> set("onErrorComplete", m.onErrorComplete(), f.onErrorComplete());
            case 13 -> set("hide", m.hide(), f.hide());
            case 15 -> set("takeLast(" + n + ")", m.takeLast(n), f.takeLast(n));
            case 16 -> set("skipLast(" + n + ")", m.skipLast(n), f.skipLast(n));
            case 17 -> set("skipUntil(just)", m.skipUntil(Many.just(1)), f.skipUntilOther(Flux.just(1)));
            case 18 -> set("skipUntil(never)", m.skipUntil(Many.never()), f.skipUntilOther(Flux.never()));
            case 19, 20 -> set(
                    "flatMapIterable",
                    m.flatMapIterable(i -> Collections.nCopies(Math.floorMod(i, 4), i)),
                    f.flatMapIterable(i -> Collections.nCopies(Math.floorMod(i, 4), i), 1));
            case 14 -> set("collect", m.collect(Collectors.summingInt(i -> i)).toMany(), f.collect(Collectors.summingInt(i -> i)).flux());
            default -> set("orError", m.orError(() -> new Planted("none")), f.switchIfEmpty(Flux.error(new Planted("none"))));
        }
    }

    private static Integer fail(Integer item, int at) {
        if (item == at) {
            throw new Planted("at " + at);
        }
        return item;
    }
}
