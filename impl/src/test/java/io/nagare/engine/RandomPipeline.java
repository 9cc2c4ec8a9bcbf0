package io.nagare.engine;

import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.Signal;
import io.nagare.policy.Flatten;
import io.nagare.policy.Grouping;
import io.nagare.policy.Overflow;
import io.reactivex.rxjava3.core.Flowable;
import java.util.Collections;
import java.util.HashSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * One random pipeline, built for this library, for Reactor and for RxJava. Its functions have no effects, so that the
 * reference engine may run it too.
 */
final class RandomPipeline {

    /** The failure that functions throw on purpose. Two are equal if their messages are. */
    static final class Planted extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Planted(String message) {
            super(message, null, false, false);
        }
    }

    private final Random random;
    private final StringBuilder text = new StringBuilder();

    /** Whether bounded demand may change the order of items of several inner publishers. */
    private boolean unordered;

    Many<Integer> ours;
    Flux<Integer> reactors;

    /** Null if RxJava has no counterpart of a stage. */
    Flowable<Integer> rx;

    /** The runtime for some stages; null if all stages stay on the subscriber's strand. */
    private final Nagare runtime;

    RandomPipeline(long seed) {
        this(seed, null);
    }

    /** Makes a pipeline of one to twenty stages. With a runtime, some stages run on strands of their own. */
    RandomPipeline(long seed, Nagare runtime) {
        this.random = new Random(seed);
        this.runtime = runtime;
        source(2);
        int stages = 1 + random.nextInt(20);
        for (int i = 0; i < stages; i++) {
            stage(2);
        }
    }

    /**
     * Whether a failure may overtake items in Reactor. Its flattening operators prefetch, and let a failure from
     * upstream go first. Ours do not prefetch, and emit a failure behind the items before it. This difference is on
     * purpose. Ordered flattening, as in {@code mapPartitioned}, fails at once in all three.
     */
    boolean mayOvertake() {
        String all = text.toString();
        boolean fails = all.contains("failing") || all.contains("throwing");
        return fails
                && (all.contains("Map") || all.contains("mapPartitioned")
                        || all.contains("mapMulti") || all.contains("flatMapIterable") || all.contains("gather"));
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
        set(name, many, flux, null);
    }

    private void set(String name, Many<Integer> many, Flux<Integer> flux, Flowable<Integer> flowable) {
        text.append(name).append(' ');
        ours = many;
        reactors = flux;
        rx = flowable;
    }

    /** Makes a small pipeline for operators that take another publisher. */
    private RandomPipeline inner() {
        return new RandomPipeline(random.nextLong(), below(3));
    }

    private RandomPipeline(long seed, int stages) {
        random = new Random(seed);
        runtime = null;
        source(0);
        for (int i = 0; i < stages; i++) {
            stage(0);
        }
    }

    private void source(int depth) {
        int n = below(40);
        switch (below(depth > 0 ? 11 : 6)) {
            case 0 -> set("range(" + n + ")", Many.range(0, n), Flux.range(0, n), Flowable.range(0, n));
            case 1 -> set("just", Many.just(n), Flux.just(n), Flowable.just(n));
            case 2 -> set("empty", Many.empty(), Flux.empty(), Flowable.empty());
            case 3 -> {
                List<Integer> constant = IntStream.range(0, n).boxed().toList();
                List<Integer> list = below(2) == 0 ? constant : new ArrayList<>(constant);
                set(
                        "iterable(" + n + ")",
                        Many.fromIterable(list),
                        Flux.fromIterable(list),
                        Flowable.fromIterable(list));
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
                    }),
                    Flowable.generate(() -> 0, (i, emitter) -> {
                        if (i == n) {
                            emitter.onComplete();
                        } else {
                            emitter.onNext(i);
                        }
                        return i + 1;
                    }));
            case 5 -> set(
                    "failing(" + n + ")",
                    Many.range(0, n).concatWith(Many.error(new Planted("source"))),
                    Flux.range(0, n).concatWith(Flux.error(new Planted("source"))),
                    Flowable.range(0, n).concatWith(Flowable.error(new Planted("source"))));
            case 6 -> {
                RandomPipeline a = inner();
                RandomPipeline b = inner();
                set(
                        "concat[" + a + "|" + b + "]",
                        Many.concat(a.ours, b.ours),
                        Flux.concat(a.reactors, b.reactors),
                        a.rx == null || b.rx == null ? null : Flowable.concat(a.rx, b.rx));
            }
            case 9 -> {
                RandomPipeline a = inner();
                set(
                        "using[" + a + "]",
                        Many.using(() -> n, i -> a.ours, i -> {}),
                        Flux.using(() -> n, i -> a.reactors, i -> {}),
                        a.rx == null ? null : Flowable.using(() -> n, i -> a.rx, i -> {}));
            }
            case 10 -> {
                RandomPipeline a = inner();
                set(
                        "usingWhen[" + a + "]",
                        Many.usingWhen(One.just(n), i -> a.ours, i -> One.empty()),
                        Flux.usingWhen(Flux.just(n), i -> a.reactors, i -> Flux.empty()));
            }
            case 7 -> {
                int m = below(40);
                set(
                        "zip(" + n + "," + m + ")",
                        Many.zip(Many.range(0, n), Many.range(5, m), Integer::sum),
                        Flux.zip(Flux.range(0, n), Flux.range(5, m), Integer::sum),
                        Flowable.zip(Flowable.range(0, n), Flowable.range(5, m), Integer::sum));
            }
            default -> {
                RandomPipeline a = inner();
                set(
                        "defer[" + a + "]",
                        Many.defer(() -> a.ours),
                        Flux.defer(() -> a.reactors),
                        a.rx == null ? null : Flowable.defer(() -> a.rx));
            }
        }
    }

    /** Adds a stage that gathers items and sums them to numbers again, or a stage that delays them. */
    private void gathering() {
        int n = 1 + below(6);
        int skip = 1 + below(6);
        Many<Integer> m = ours;
        Flux<Integer> f = reactors;
        switch (below(9)) {
            case 8 -> set(
                    "concatMapWindowUntilChanged(" + n + ")",
                    m.windowUntilChanged(i -> i / n)
                            .concatMap(w -> w.collectList())
                            .map(RandomPipeline::sum),
                    f.windowUntilChanged(i -> i / n)
                            .concatMap(w -> w.collectList())
                            .map(RandomPipeline::sum));
            case 0 -> set("limitRate(" + n + ")", m.limitRate(n), f.limitRate(n).hide(), x(x -> x.rebatchRequests(n)));
            case 1 -> set(
                    "onOverflow",
                    m.onOverflow(Overflow.unbounded()),
                    f.onBackpressureBuffer().hide(),
                    x(x -> x.onBackpressureBuffer()));
            case 2 -> set(
                    "buffer(" + n + "," + skip + ")",
                    m.buffer(n, skip).map(RandomPipeline::sum),
                    f.buffer(n, skip).map(RandomPipeline::sum),
                    x(x -> x.buffer(n, skip).map(RandomPipeline::sum)));
            case 3 -> set(
                    "bufferUntil(" + n + ")",
                    m.bufferUntil(i -> i % n == 0).map(RandomPipeline::sum),
                    f.bufferUntil(i -> i % n == 0).map(RandomPipeline::sum));
            case 4 -> set(
                    "concatMapWindow(" + n + ")",
                    m.window(n).concatMap(w -> w.collectList()).map(RandomPipeline::sum),
                    f.window(n).concatMap(w -> w.collectList()).map(RandomPipeline::sum),
                    x(x -> x.window(n).concatMapSingle(w -> w.toList()).map(RandomPipeline::sum)));
            case 5 -> set(
                    "concatMapWindowUntil(" + n + ")",
                    m.windowUntil(i -> i % n == 0)
                            .concatMap(w -> w.collectList())
                            .map(RandomPipeline::sum),
                    f.windowUntil(i -> i % n == 0)
                            .concatMap(w -> w.collectList())
                            .map(RandomPipeline::sum));
            case 6 -> set(
                    "flatMapGroups(" + n + ")",
                    m.groupBy(i -> i % n, Grouping.atMost(2 * n))
                            .flatMap(
                                    g -> g.items().reduce(Integer::sum),
                                    Flatten.concurrency(2 * n).ordered()),
                    f.groupBy(i -> i % n).flatMapSequential(g -> g.reduce(Integer::sum), 2 * n));
            default -> set(
                    "bufferUntilChanged(" + n + ")",
                    m.bufferUntilChanged(i -> i / n).map(RandomPipeline::sum),
                    f.bufferUntilChanged(i -> i / n).map(RandomPipeline::sum));
        }
    }

    private static int sum(List<Integer> list) {
        return list.stream().mapToInt(Integer::intValue).sum();
    }

    /** Adds a stage to RxJava's pipeline, if there still is one. */
    private Flowable<Integer> x(UnaryOperator<Flowable<Integer>> stage) {
        return rx == null ? null : stage.apply(rx);
    }

    private Flowable<Integer> x(RandomPipeline other, UnaryOperator<Flowable<Integer>> stage) {
        return other.rx == null ? null : x(stage);
    }

    /** Moves the rest of the pipeline to other strands. A subscriber sees no difference. */
    private void crossing() {
        if (below(2) == 0) {
            set("runOn", ours.runOn(runtime), reactors, rx);
        } else {
            set("mapParallel", ours.mapParallel(1 + below(4), i -> i), reactors, rx);
        }
    }

    private void stage(int depth) {
        if (runtime != null && below(6) == 0) {
            crossing();
        }
        if (below(10) == 0) {
            gathering();
            return;
        }
        int n = below(20);
        Many<Integer> m = ours;
        Flux<Integer> f = reactors;
        switch (below(depth > 0 ? 30 : 13)) {
            case 0 -> set("map", m.map(i -> i + 1), f.map(i -> i + 1), x(x -> x.map(i -> i + 1)));
            case 1 -> set(
                    "filter", m.filter(i -> i % 3 != 0), f.filter(i -> i % 3 != 0), x(x -> x.filter(i -> i % 3 != 0)));
            case 2 -> set("take(" + n + ")", m.take(n), f.take(n), x(x -> x.take(n)));
            case 3 -> set("skip(" + n + ")", m.skip(n), f.skip(n), x(x -> x.skip(n)));
            case 4 -> set(
                    "scan", m.scan(1, Integer::sum), f.scan(1, Integer::sum).skip(1), x(x -> x.scan(1, Integer::sum)
                            .skip(1)));
            case 5 -> set(
                    "takeWhile(" + n + ")",
                    m.takeWhile(i -> i < n),
                    f.takeWhile(i -> i < n),
                    x(x -> x.takeWhile(i -> i < n)));
            case 6 -> set(
                    "throwing(" + n + ")",
                    m.map(i -> fail(i, n)),
                    f.map(i -> fail(i, n)),
                    x(x -> x.map(i -> fail(i, n))));
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
                    }),
                    x(x -> x.filter(i -> i % 2 == 0).map(i -> i * 10)));
            case 8 -> set("defaultIfEmpty", m.defaultIfEmpty(n), f.defaultIfEmpty(n), x(x -> x.defaultIfEmpty(n)));
            case 9 -> set("onErrorReturn", m.onErrorReturn(e -> n), f.onErrorReturn(n), x(x -> x.onErrorReturnItem(n)));
            case 10 -> set(
                    "peek", m.doOnNext(i -> {}).doFinally(end -> {}), f.doOnNext(i -> {}), x(x -> x.doOnNext(i -> {})));
            case 11 -> set(
                    "reduce",
                    m.reduce(Integer::sum).toMany(),
                    f.reduce(Integer::sum).flux(),
                    x(x -> x.reduce(Integer::sum).toFlowable()));
            case 12 -> everyday(n);
            case 22 -> {
                RandomPipeline other = inner();
                set(
                        "concatMap[" + other + "]",
                        m.concatMap(i -> other.ours.take(Math.floorMod(i, 5))),
                        f.concatMap(i -> other.reactors.take(Math.floorMod(i, 5))),
                        x(other, x -> x.concatMap(i -> other.rx.take(Math.floorMod(i, 5)))));
            }
            case 13 -> set(
                    n % 2 == 0 ? "mapPartitionedJust" : "concatMapJust",
                    n % 2 == 0 ? m.mapPartitioned(2 + n, i -> i & 1, Many::just) : m.concatMap(Many::just),
                    f.concatMap(Flux::just),
                    x(x -> x.concatMap(Flowable::just)));
            case 14 -> {
                unordered = true;
                set(
                        "flatMap",
                        m.flatMap(i -> Many.range(i, i & 3), Flatten.concurrency(1 + n)),
                        f.flatMap(i -> Flux.range(i, i & 3), 1 + n),
                        x(x -> x.flatMap(i -> Flowable.range(i, i & 3), 1 + n)));
            }
            case 15 -> {
                RandomPipeline other = inner();
                set(
                        "flatMapOrdered[" + other + "]",
                        m.flatMap(i -> other.ours.map(j -> i + j), Flatten.concurrency(2 + n).ordered()),
                        f.flatMapSequential(i -> other.reactors.map(j -> i + j), 2 + n),
                        x(other, x -> x.concatMapEager(i -> other.rx.map(j -> i + j), 2 + n, 128)));
            }
            case 16 -> {
                RandomPipeline other = inner();
                set(
                        "onErrorResume[" + other + "]",
                        m.onErrorResume(e -> other.ours),
                        f.onErrorResume(e -> other.reactors),
                        x(other, x -> x.onErrorResumeNext(e -> other.rx)));
            }
            case 17 -> {
                RandomPipeline other = inner();
                set(
                        "switchIfEmpty[" + other + "]",
                        m.switchIfEmpty(() -> other.ours),
                        f.switchIfEmpty(other.reactors),
                        x(other, x -> x.switchIfEmpty(other.rx)));
            }
            case 18 -> set(
                    "gatherTwice",
                    m.gather(() -> 0, (state, i, output) -> {
                        output.emit(i);
                        output.emit(-i);
                    }, (state, output) -> output.emit(99)),
                    f.<Integer>concatMapIterable(i -> List.of(i, -i), 1).concatWithValues(99),
                    x(x -> x.concatMapIterable(i -> List.of(i, -i)).concatWith(Flowable.just(99))));
            case 25 -> {
                RandomPipeline other = inner();
                set(
                        "switchMap[" + other + "]",
                        m.take(1).switchMap(i -> other.ours),
                        f.take(1).switchMap(i -> other.reactors),
                        x(other, x -> x.take(1).switchMap(i -> other.rx)));
            }
            case 26 -> set(
                    "filterWhen",
                    m.filterWhen(i -> Many.just(i % 3 != 0)),
                    f.filterWhen(i -> Flux.just(i % 3 != 0)),
                    x(x -> x.filter(i -> i % 3 != 0)));
            case 27 -> {
                RandomPipeline other = inner();
                set(
                        "delayUntilMap[" + other + "]",
                        m.delayUntil(i -> other.ours),
                        f.concatMap(i -> other.reactors.ignoreElements().then(Mono.just(i)), 0));
            }
            case 28 -> set(
                    "expand",
                    m.take(40).expand(i -> Many.range(0, Math.floorMod(i, 3))),
                    f.take(40).expand(i -> Flux.range(0, Math.floorMod(i, 3))));
            case 29 -> set(
                    "switchOnFirst(" + n + ")",
                    m.switchOnFirst((first, all) ->
                            first instanceof Signal.Next<Integer> ? all.map(i -> i + n) : all.defaultIfEmpty(n)),
                    f.switchOnFirst((first, all) -> first.hasValue() ? all.map(i -> i + n) : all.defaultIfEmpty(n)));
            case 19 -> set("retry(2)", m.retry(2), f.retry(2), x(x -> x.retry(2)));
            case 23 -> set("repeat(1)", m.repeat(1), f.repeat(1), x(x -> x.repeat(2)));
            case 24 -> set(
                    "materialize",
                    Many.dematerialize(m.materialize()),
                    f.materialize().dematerialize(),
                    x(x -> x.materialize().dematerialize(signal -> signal)));
            case 20 -> set(
                    "takeUntil(never)",
                    m.takeUntil(Many.never()),
                    f.takeUntilOther(Flux.never()),
                    x(x -> x.takeUntil(Flowable.never())));
            default -> {
                RandomPipeline other = inner();
                set(
                        "concatWith[" + other + "]",
                        m.concatWith(other.ours),
                        f.concatWith(other.reactors),
                        x(other, x -> x.concatWith(other.rx)));
            }
        }
    }

    /** Adds an operator that handles item by item, or that makes one result. */
    private void everyday(int n) {
        Many<Integer> m = ours;
        Flux<Integer> f = reactors;
        switch (below(24)) {
            case 0 -> set(
                    "mapMulti",
                    m.mapMulti((i, output) -> {
                        output.emit(i);
                        output.emit(i);
                    }),
                    f.concatMapIterable(i -> List.of(i, i), 1),
                    x(x -> x.concatMapIterable(i -> List.of(i, i))));
            case 1 -> set(
                    "mapNotNull",
                    m.mapNotNull(i -> i % 2 == 0 ? i : null),
                    f.mapNotNull(i -> i % 2 == 0 ? i : null),
                    x(x -> x.filter(i -> i % 2 == 0)));
            case 2 -> set("cast", m.cast(Integer.class), f.cast(Integer.class), x(x -> x.cast(Integer.class)));
            case 3 -> set(
                    "index", m.index().map(x -> x.item() + (int) x.index()), f.index((at, i) -> i + at.intValue()));
            case 4 -> set("scan", m.scan(Integer::sum), f.scan(Integer::sum), x(x -> x.scan(Integer::sum)));
            case 5 -> set(
                    "takeUntilItem(" + n + ")",
                    m.takeUntilItem(i -> i == n),
                    f.takeUntil(i -> i == n),
                    x(x -> x.takeUntil(i -> i == n)));
            case 6 -> set(
                    "skipWhile(" + n + ")",
                    m.skipWhile(i -> i < n),
                    f.skipWhile(i -> i < n),
                    x(x -> x.skipWhile(i -> i < n)));
            case 7 -> set(
                    "distinctUntilChanged",
                    m.distinctUntilChanged(i -> i / 2),
                    f.distinctUntilChanged(i -> i / 2),
                    x(x -> x.distinctUntilChanged(i -> i / 2)));
            case 8 -> set(
                    "distinct",
                    m.distinct(i -> i % 7, HashSet::new),
                    f.distinct(i -> i % 7),
                    x(x -> x.distinct(i -> i % 7)));
            case 9 -> set(
                    "elementAt(" + n + ")",
                    m.elementAt(n).toMany(),
                    f.skip(n).next().flux(),
                    x(x -> x.elementAt(n).toFlowable()));
            case 10 -> set(
                    "any",
                    m.any(i -> i == n).map(any -> any ? 1 : 0).toMany(),
                    f.any(i -> i == n).map(any -> any ? 1 : 0).flux(),
                    x(x -> x.any(i -> i == n).map(any -> any ? 1 : 0).toFlowable()));
            case 11 -> set(
                    "all",
                    m.all(i -> i < n).map(all -> all ? 1 : 0).toMany(),
                    f.all(i -> i < n).map(all -> all ? 1 : 0).flux(),
                    x(x -> x.all(i -> i < n).map(all -> all ? 1 : 0).toFlowable()));
            case 12 -> set("onErrorComplete", m.onErrorComplete(), f.onErrorComplete(), x(x -> x.onErrorComplete()));
            case 13 -> set("hide", m.hide(), f.hide(), x(x -> x.hide()));
            case 15 -> set("takeLast(" + n + ")", m.takeLast(n), f.takeLast(n), x(x -> x.takeLast(n)));
            case 16 -> set("skipLast(" + n + ")", m.skipLast(n), f.skipLast(n), x(x -> x.skipLast(n)));
            case 17 -> set(
                    "skipUntil(just)",
                    m.skipUntil(Many.just(1)),
                    f.skipUntilOther(Flux.just(1)),
                    x(x -> x.skipUntil(Flowable.just(1))));
            case 18 -> set(
                    "skipUntil(never)",
                    m.skipUntil(Many.never()),
                    f.skipUntilOther(Flux.never()),
                    x(x -> x.skipUntil(Flowable.never())));
            case 19, 20 -> set(
                    "flatMapIterable",
                    m.flatMapIterable(i -> Collections.nCopies(Math.floorMod(i, 4), i)),
                    f.flatMapIterable(i -> Collections.nCopies(Math.floorMod(i, 4), i), 1),
                    x(x -> x.concatMapIterable(i -> Collections.nCopies(Math.floorMod(i, 4), i))));
            case 21 -> set(
                    "withLatestFrom(" + n + ")",
                    m.withLatestFrom(Many.range(0, n + 1), Integer::sum),
                    f.withLatestFrom(Flux.range(0, n + 1), Integer::sum),
                    x(x -> x.withLatestFrom(Flowable.range(0, n + 1), Integer::sum)));
            case 22 -> set("race(never)", Many.race(Many.never(), m), Flux.firstWithSignal(Flux.never(), f));
            case 14 -> set(
                    "collect",
                    m.collect(Collectors.summingInt(i -> i)).toMany(),
                    f.collect(Collectors.summingInt(i -> i)).flux());
            default -> set(
                    "orError",
                    m.orError(() -> new Planted("none")),
                    f.switchIfEmpty(Flux.error(new Planted("none"))),
                    x(x -> x.switchIfEmpty(Flowable.error(new Planted("none")))));
        }
    }

    private static Integer fail(Integer item, int at) {
        if (item == at) {
            throw new Planted("at " + at);
        }
        return item;
    }
}
