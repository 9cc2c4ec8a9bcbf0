package io.nagare.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.TaskLocal;
import io.nagare.channel.Broadcast;
import io.nagare.channel.PacedBroadcast;
import io.nagare.emit.Emitter;
import io.nagare.engine.scheduler.step.StepScheduler;
import io.nagare.engine.strand.Probe;
import io.nagare.engine.strand.crossing.Egress;
import io.nagare.failure.OverflowException;
import io.nagare.failure.ProtocolViolationException;
import io.nagare.policy.Flatten;
import io.nagare.policy.Grouping;
import io.nagare.policy.Lag;
import io.nagare.policy.Memory;
import io.nagare.policy.MissedTick;
import io.nagare.policy.Overflow;
import io.nagare.policy.Release;
import io.nagare.policy.Repeat;
import io.nagare.policy.Retry;
import io.nagare.policy.Sharing;
import io.nagare.policy.TimeLimits;
import io.nagare.stage.Origin;
import io.nagare.stage.Stage;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** Calls each operator with each kind of bad input. */
class BadInputTest {

    private static final RuntimeException BOOM = new IllegalStateException("boom");

    private final StepScheduler scheduler = new StepScheduler();

    private <T> Probe<T> run(Publisher<T> stream) {
        Probe<T> probe = new Probe<>();
        Egress.serve(probe, stream, scheduler);
        probe.request(Long.MAX_VALUE);
        scheduler.runAll();
        return probe;
    }

    private static <R> R boom() {
        throw BOOM;
    }

    private static Map<String, Function<Many<Integer>, Publisher<?>>> throwing() {
        Map<String, Function<Many<Integer>, Publisher<?>>> operators = new LinkedHashMap<>();
        operators.put("map", m -> m.map(i -> boom()));
        operators.put("filter", m -> m.filter(i -> boom()));
        operators.put("handle", m -> m.handle((i, o) -> boom()));
        operators.put("gather", m -> m.gather(() -> 0, (s, i, o) -> boom(), (s, o) -> {}));
        operators.put("gather's state", m -> m.gather(() -> boom(), (s, i, o) -> {}, (s, o) -> {}));
        operators.put("scan", m -> m.scan(0, (a, i) -> boom()));
        operators.put("takeWhile", m -> m.takeWhile(i -> boom()));
        operators.put("flatMap", m -> m.flatMap(i -> boom()));
        operators.put("ordered flatMap", m -> m.flatMap(i -> boom(), Flatten.concurrency(4).ordered()));
        operators.put("concatMap", m -> m.concatMap(i -> boom()));
        operators.put("switchMap", m -> m.switchMap(i -> boom()));
        operators.put("exhaustMap", m -> m.exhaustMap(i -> boom()));
        operators.put("expand", m -> m.expand(i -> boom()).skip(1));
        operators.put("switchOnFirst", m -> m.switchOnFirst((first, s) -> boom()));
        operators.put("filterWhen", m -> m.filterWhen(i -> boom()));
        operators.put("filterWhen's publisher", m -> m.filterWhen(i -> Many.error(BOOM)));
        operators.put("delayUntil", m -> m.delayUntil(i -> boom()));
        operators.put("zip", m -> m.zipWith(Many.range(0, 9), (a, b) -> boom()));
        operators.put("combineLatest", m -> Many.combineLatest(m, Many.just(1), (a, b) -> boom()));
        operators.put("combineLatest of a list", m -> Many.combineLatest(List.of(m), row -> boom()));
        operators.put("withLatestFrom", m -> m.withLatestFrom(Many.just(1), (a, b) -> boom()));
        operators.put("collect", m -> m.collect(ArrayList::new, (l, i) -> boom()));
        operators.put("collect's container", m -> m.collect(() -> boom(), (l, i) -> {}));
        operators.put("reduce", m -> m.reduce((a, b) -> boom()));
        operators.put("reduce with a seed", m -> m.reduce(0, (a, b) -> boom()));
        operators.put("doOnNext", m -> m.doOnNext(i -> boom()));
        operators.put("doOnSubscribe", m -> m.doOnSubscribe(BadInputTest::boom));
        operators.put("doOnRequest", m -> m.doOnRequest(n -> boom()));
        operators.put("publish", m -> m.publish(i -> boom()));
        operators.put("bufferUntil", m -> m.bufferUntil(i -> boom()));
        operators.put("bufferUntilChanged", m -> m.bufferUntilChanged(i -> boom()));
        operators.put("windowUntil", m -> m.windowUntil(i -> boom()));
        operators.put("windowUntilChanged", m -> m.windowUntilChanged(i -> boom()));
        operators.put("groupBy", m -> m.groupBy(i -> boom(), Grouping.atMost(1)));
        operators.put("mapMulti", m -> m.mapMulti((i, o) -> boom()));
        operators.put("flatMapIterable", m -> m.flatMapIterable(i -> boom()));
        operators.put("flatMapIterable's iterator", m -> m.flatMapIterable(i -> () -> boom()));
        operators.put("mapNotNull", m -> m.mapNotNull(i -> boom()));
        operators.put("scan without a seed", m -> m.scan((a, b) -> boom()).skip(1));
        operators.put("scanWith", m -> m.scanWith(() -> 0, (a, i) -> boom()));
        operators.put("scanWith's seed", m -> m.scanWith(() -> boom(), (a, i) -> a));
        operators.put("skipWhile", m -> m.skipWhile(i -> boom()));
        operators.put("takeUntilItem", m -> m.takeUntilItem(i -> boom()).skip(1));
        operators.put("distinctUntilChanged", m -> m.distinctUntilChanged(i -> boom()));
        operators.put("distinct", m -> m.distinct(i -> boom(), HashSet::new));
        operators.put("distinct's set", m -> m.distinct(() -> boom()));
        operators.put("any", m -> m.any(i -> boom()));
        operators.put("all", m -> m.all(i -> boom()));
        operators.put("reduceWith", m -> m.reduceWith(() -> 0, (a, i) -> boom()));
        operators.put("reduceWith's seed", m -> m.reduceWith(() -> boom(), (a, i) -> a));
        operators.put("collect with a Collector", m -> m.collect(Collectors.summingInt(i -> boom())));
        operators.put("doOnEach", m -> m.doOnEach(signal -> boom()));
        operators.put("tap's supplier", m -> m.tap(() -> boom()));
        operators.put("doFirst", m -> m.doFirst(BadInputTest::boom));
        operators.put("transformDeferred", m -> m.transformDeferred(s -> boom()));
        return operators;
    }

    @Test
    void aThrowingFunctionCancelsUpstreamOnceAndFailsWithThatVeryException() {
        throwing().forEach((name, operator) -> {
            List<String> upstream = new ArrayList<>();
            Many<Integer> source =
                    Many.range(0, 10).concatWith(Many.never()).doOnCancel(() -> upstream.add("cancelled"));
            Probe<?> probe = run(operator.apply(source));
            assertEquals(1, probe.signals().size(), name + ": " + probe.signals());
            assertSame(BOOM, probe.signals().get(0), name);
            assertTrue(upstream.size() <= 1, name + ": " + upstream);
            assertEquals(0, scheduler.liveCount(), name);
        });
        assertEquals(List.of(), scheduler.unseen());
    }

    @Test
    void aThrowingFunctionOfASourceOrAFallbackFailsTheStream() {
        Many<Integer> failing = Many.error(new RuntimeException("first"));
        Map<String, Publisher<?>> streams = new LinkedHashMap<>();
        streams.put("defer", Many.defer(() -> boom()));
        streams.put("error", Many.error(() -> boom()));
        streams.put("generate", Many.generate(() -> 0, (s, o) -> boom()));
        streams.put("generate's state", Many.generate(() -> boom(), (s, o) -> s));
        streams.put("create", Many.create(e -> boom()));
        streams.put("fromIterable", Many.fromIterable(() -> boom()));
        streams.put("fromStream", Many.fromStream(() -> boom()));
        streams.put("fromCallable", Many.fromCallable(() -> boom()));
        streams.put("fromCompletionStage", Many.fromCompletionStage(() -> boom()));
        streams.put("onErrorResume", failing.onErrorResume(e -> boom()));
        streams.put("onErrorMap", failing.onErrorMap(e -> boom()));
        streams.put("onErrorReturn", failing.onErrorReturn(e -> boom()));
        streams.put("switchIfEmpty", Many.empty().switchIfEmpty(() -> boom()));
        streams.put("doOnComplete", Many.empty().doOnComplete(BadInputTest::boom));
        streams.put("doOnTerminate", Many.empty().doOnTerminate(BadInputTest::boom));
        streams.put("typed onErrorResume", failing.onErrorResume(RuntimeException.class, e -> boom()));
        streams.put("typed onErrorMap", failing.onErrorMap(RuntimeException.class, e -> boom()));
        streams.put("orError", Many.empty().orError(() -> boom()));
        streams.put("One.create", One.create(e -> boom()));
        streams.put("fromRunnable", One.fromRunnable(BadInputTest::boom));
        streams.put("unfoldAsync", Many.unfoldAsync(1, state -> boom()));
        streams.put("using's acquisition", Many.using(() -> boom(), r -> Many.empty(), r -> {}));
        streams.put("using", Many.using(() -> 1, r -> boom(), r -> {}));
        streams.put("using's release", Many.using(() -> 1, r -> Many.empty(), r -> boom()));
        streams.put("usingWhen", Many.usingWhen(One.just(1), r -> boom(), r -> One.empty()));
        streams.put("usingWhen's release", Many.usingWhen(One.just(1), r -> Many.empty(), r -> boom()));
        streams.put("retryWhen", failing.retryWhen(e -> boom()));
        streams.put("retry's predicate", failing.retry(Retry.times(1).when(e -> boom())));
        streams.put("repeat's condition", Many.empty().repeat(Repeat.forever().when(() -> boom())));
        streams.forEach((name, stream) -> {
            Probe<?> probe = run(stream);
            assertEquals(List.of(BOOM), probe.signals(), name);
        });
    }

    @Tag("case-14")
    @Test
    void aHookThatCannotFailTheStreamTellsTheRuntime() {
        Probe<Integer> cancelled = run(Many.<Integer>never().doOnCancel(BadInputTest::boom));
        cancelled.cancel();
        scheduler.runAll();
        assertEquals(List.of("complete"), run(Many.empty().doFinally(end -> boom())).signals());
        assertEquals(List.of(BOOM, BOOM), scheduler.unseen());
        RuntimeException failure = new RuntimeException("the stream's own");
        assertEquals(List.of(failure), run(Many.error(failure).doOnError(e -> boom())).signals());
        assertSame(BOOM, failure.getSuppressed()[0]);
    }

    @Tag("case-13")
    @Test
    void aFunctionThatReturnsNullFailsWithAMessageThatNamesTheOperator() {
        Many<Integer> m = Many.range(1, 3);
        Map<String, Publisher<?>> streams = new LinkedHashMap<>();
        streams.put("map", m.map(i -> null));
        streams.put("flatMap", m.flatMap(i -> null));
        streams.put("concatMap", m.concatMap(i -> null));
        streams.put("switchMap: the mapper", m.switchMap(i -> null));
        streams.put("expand: the function", m.expand(i -> null));
        streams.put("switchOnFirst: the function", m.switchOnFirst((first, s) -> null));
        streams.put("retryWhen: the function", Many.error(BOOM).retryWhen(e -> null));
        streams.put("filterWhen: the predicate", m.filterWhen(i -> null));
        streams.put("delayUntil: the function", m.delayUntil(i -> null));
        streams.put("scan", m.scan(0, (a, b) -> null));
        streams.put("reduce", m.reduce((a, b) -> null));
        streams.put("zip", m.zipWith(m, (a, b) -> null));
        streams.put("combineLatest", Many.combineLatest(m, m, (a, b) -> null));
        streams.put("withLatestFrom", m.withLatestFrom(m, (a, b) -> null));
        streams.put("collect", m.collect(() -> null, (a, b) -> {}));
        streams.put("defer", Many.defer(() -> null));
        streams.put("error", Many.error(() -> null));
        streams.put("fromStream", Many.fromStream(() -> null));
        streams.put("fromCompletionStage", Many.fromCompletionStage(() -> null));
        streams.put("fromIterable", Many.fromIterable(Arrays.asList(1, null)));
        streams.put("onErrorResume", Many.error(BOOM).onErrorResume(e -> null));
        streams.put("switchIfEmpty", Many.empty().switchIfEmpty(() -> null));
        streams.put("publish", m.publish(s -> null));
        streams.put("mapParallel", m.mapParallel(2, i -> null));
        streams.put("mapPartitioned: the key function", m.mapPartitioned(2, i -> null, Many::just));
        streams.put("mapPartitioned: the mapper", m.mapPartitioned(2, i -> i, i -> null));
        streams.put("bufferUntilChanged", m.bufferUntilChanged(i -> null));
        streams.put("groupBy: the key function", m.groupBy(i -> null, Grouping.atMost(1)));
        streams.put("flatMapIterable: the mapper", m.flatMapIterable(i -> null));
        streams.put("flatMapIterable: the iterable's iterator()", m.flatMapIterable(i -> () -> null));
        streams.put("flatMapIterable: the iterable's next()", m.flatMapIterable(i -> Arrays.asList(1, null)));
        streams.put("scanWith", m.scanWith(() -> null, (a, b) -> a));
        streams.put("scan: the accumulator", m.scan((a, b) -> null));
        streams.put("distinct: the key", m.distinct(i -> null, HashSet::new));
        streams.put("distinct: the set", m.distinct(() -> null));
        streams.put("distinctUntilChanged", m.distinctUntilChanged(i -> null));
        streams.put("reduceWith", m.reduceWith(() -> null, (a, b) -> a));
        streams.put("onErrorResume: the fallback", Many.error(BOOM).onErrorResume(RuntimeException.class, e -> null));
        streams.put("transformDeferred", m.transformDeferred(s -> null));
        streams.put("tap", m.tap(() -> null));
        streams.put("unfoldAsync: the step", Many.unfoldAsync(1, state -> null));
        streams.put("using: the acquire function", Many.using(() -> null, r -> m, r -> {}));
        streams.put("using: the use function", Many.using(() -> 1, r -> null, r -> {}));
        streams.put("usingWhen: the use function", Many.usingWhen(One.just(1), r -> null, r -> One.empty()));
        streams.put("usingWhen: the release function", Many.usingWhen(One.just(1), r -> m, r -> null));
        streams.forEach((name, stream) -> {
            List<Object> signals = run(stream).signals();
            Throwable last = assertInstanceOf(NullPointerException.class, signals.get(signals.size() - 1), name);
            assertTrue(last.getMessage().contains(name), name + ": " + last.getMessage());
        });
    }

    @Test
    void nullArgumentsAreRefusedAtTheCall() throws Exception {
        List<String> accepted = new ArrayList<>();
        for (Class<?> type : List.of(Many.class, One.class)) {
            Object receiver = type == Many.class ? Many.range(0, 3) : One.just(1);
            for (Method method : type.getMethods()) {
                if (method.isSynthetic() || method.getDeclaringClass() == Object.class) {
                    continue;
                }
                checkNulls(method, receiver, accepted);
            }
        }
        assertEquals(List.of(), accepted);
    }

    private static void checkNulls(Method method, Object receiver, List<String> accepted) throws Exception {
        Class<?>[] types = method.getParameterTypes();
        for (int i = 0; i < types.length; i++) {
            if (types[i].isPrimitive()) {
                continue;
            }
            Object[] arguments = new Object[types.length];
            for (int j = 0; j < types.length; j++) {
                arguments[j] = j == i ? null : sample(types[j]);
            }
            try {
                method.invoke(Modifier.isStatic(method.getModifiers()) ? null : receiver, arguments);
                accepted.add(method + ", argument " + i);
            } catch (InvocationTargetException thrown) {
                assertInstanceOf(NullPointerException.class, thrown.getCause(), method + ", argument " + i);
            }
        }
    }

    static Object sample(Class<?> type) {
        if (type == int.class) {
            return 1;
        } else if (type == long.class) {
            return 1L;
        } else if (type == String.class) {
            return "name";
        } else if (type == Class.class) {
            return String.class;
        } else if (type == TaskLocal.class) {
            return TaskLocal.named("local");
        } else if (type == Duration.class) {
            return Duration.ofMillis(1);
        } else if (type == Flatten.class) {
            return Flatten.arriving();
        } else if (type == Grouping.class) {
            return Grouping.atMost(1);
        } else if (type == Overflow.class) {
            return Overflow.fail(1);
        } else if (type == TimeLimits.class) {
            return TimeLimits.idle(Duration.ofMillis(1));
        } else if (type == Sharing.class) {
            return Sharing.slowestPaces(1);
        } else if (type == Memory.class) {
            return Memory.forever();
        } else if (type == PacedBroadcast.class) {
            return Broadcast.paced(1);
        } else if (type == MissedTick.class) {
            return MissedTick.SKIP;
        } else if (type == Retry.class) {
            return Retry.times(1);
        } else if (type == Optional.class) {
            return Optional.of(1);
        } else if (type == Release.class) {
            return Release.BEFORE_END;
        } else if (type == Repeat.class) {
            return Repeat.times(1);
        } else if (type == List.class) {
            return List.of(Many.empty());
        } else if (type == One.class) {
            return One.empty();
        } else if (type == Publisher.class || type == Many.class) {
            return Many.empty();
        } else if (type == Publisher[].class) {
            return new Publisher<?>[] {Many.empty()};
        } else if (type == Object[].class) {
            return new Object[] {1};
        } else if (type == Object.class) {
            return 1;
        } else if (type == Throwable.class) {
            return BOOM;
        } else if (type == Stage.class) {
            return new Stage.Take<>(1);
        } else if (type == Origin.class) {
            return new Origin.Empty<>();
        }
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> null);
    }

    @Test
    void sizesThatMakeNoSenseAreRefusedAtTheCall() {
        Many<Integer> m = Many.range(0, 1);
        List<Consumer<Many<Integer>>> calls = List.of(
                s -> s.take(-1),
                s -> s.skip(-1),
                s -> s.elementAt(-1),
                s -> s.takeLast(-1),
                s -> s.skipLast(-1),
                s -> s.retry(-1),
                s -> s.retry(Retry.forever().backoff(Duration.ZERO, Duration.ofMillis(1))),
                s -> s.retry(Retry.forever().backoff(Duration.ofMillis(2), Duration.ofMillis(1))),
                s -> s.retry(Retry.forever().jitter(1.5)),
                s -> s.repeat(-1),
                s -> s.repeat(Repeat.forever().delay(Duration.ofMillis(-1))),
                s -> s.share(0),
                s -> s.share(65_537),
                s -> s.share(Sharing.slowestPaces(1).connectAfter(0)),
                s -> s.share(Sharing.laggardsSkip(0)),
                s -> s.share(Sharing.laggardsFail(1).replay(-1)),
                s -> s.share(Sharing.laggardsFail(1).replayFor(Duration.ZERO)),
                s -> s.share(Sharing.laggardsFail(1).disconnectAfter(Duration.ofNanos(-1))),
                s -> s.replay(0),
                s -> s.replay(1, Duration.ZERO),
                s -> s.next().memoize(Memory.validFor(Duration.ZERO)),
                s -> s.spawnEach(0, i -> Many.empty()),
                s -> s.mapParallel(0, i -> i),
                s -> s.expand(0, i -> s),
                s -> s.mapPartitioned(0, i -> i, Many::just),
                s -> s.toIterable(0),
                s -> s.timeout(TimeLimits.firstItem(Duration.ofMillis(-1))),
                s -> s.timeout(TimeLimits.total(Duration.ofMillis(-1))),
                s -> s.delayElements(Duration.ofMillis(-1)),
                s -> s.delaySubscription(Duration.ofMillis(-1)),
                s -> s.take(Duration.ofMillis(-1)),
                s -> s.debounce(Duration.ZERO),
                s -> s.sample(Duration.ZERO),
                s -> s.throttleFirst(Duration.ofMillis(-1)),
                s -> s.limitRate(0),
                s -> s.throttle(0, Duration.ofMillis(1)),
                s -> s.throttle(1, Duration.ZERO),
                s -> s.throttle(1, Duration.ofMillis(-1), 1),
                s -> s.throttle(1, Duration.ofMillis(1), 0),
                s -> s.buffer(0),
                s -> s.buffer(2, 0),
                s -> s.bufferTimeout(0, Duration.ofMillis(1)),
                s -> s.bufferTimeout(1, Duration.ZERO),
                s -> s.bufferTimeout(1, Duration.ofMillis(-1)),
                s -> s.window(0),
                s -> s.windowUntil(i -> true, 0),
                s -> s.windowUntilChanged(i -> i, 0),
                s -> s.windowTimeout(0, Duration.ofMillis(1)),
                s -> s.windowTimeout(1, Duration.ZERO),
                s -> s.windowTimeout(1, Duration.ofMillis(-1)),
                s -> s.groupBy(i -> i, Grouping.atMost(0)),
                s -> s.groupBy(i -> i, Grouping.atMost(1).buffer(0)),
                s -> s.groupBy(i -> i, Grouping.atMost(1).closeIdleAfter(Duration.ZERO)),
                s -> s.groupBy(i -> i, Grouping.atMost(1).patience(Duration.ofMillis(-1))),
                s -> s.timeout(Duration.ofMillis(-1)),
                s -> s.flatMap(i -> s, Flatten.concurrency(0)),
                s -> s.flatMap(i -> s, Flatten.arriving().prefetch(0)),
                s -> Many.range(0, -1),
                s -> Many.range(Integer.MAX_VALUE, 2),
                s -> Many.zip(List.of(), row -> row),
                s -> Many.combineLatest(List.of(), row -> row),
                s -> Many.race(List.of()),
                s -> One.race(List.of()),
                s -> One.firstValue(List.of()),
                s -> Many.interval(Duration.ZERO),
                s -> Many.interval(Duration.ofMillis(-1), Duration.ofMillis(1), MissedTick.SKIP),
                s -> One.delay(Duration.ofMillis(-1)),
                s -> Overflow.fail(0),
                s -> Broadcast.lagging(0));
        for (int i = 0; i < calls.size(); i++) {
            Consumer<Many<Integer>> call = calls.get(i);
            IllegalArgumentException refused =
                    assertThrows(IllegalArgumentException.class, () -> call.accept(m), "call " + i);
            assertTrue(
                    refused.getMessage().contains("but") || refused.getMessage().contains("past"),
                    refused.getMessage());
        }
    }

    @Test
    void aLimitThatIsSetIsNeverNull() {
        TimeLimits limits = TimeLimits.total(Duration.ofMillis(1));
        assertThrows(NullPointerException.class, () -> limits.withFirstItem(null));
        assertThrows(NullPointerException.class, () -> limits.withIdle(null));
        assertThrows(NullPointerException.class, () -> TimeLimits.idle(Duration.ofMillis(1)).withTotal(null));
        assertThrows(NullPointerException.class, () -> TimeLimits.firstItem(null));
        assertThrows(NullPointerException.class, () -> TimeLimits.idle(null));
        assertThrows(NullPointerException.class, () -> TimeLimits.total(null));
    }

    /** A publisher that the test drives by hand. */
    private static final class Foreign implements Publisher<Integer>, Subscription {

        private Subscriber<? super Integer> subscriber;
        private int cancellations;

        @Override
        public void subscribe(Subscriber<? super Integer> to) {
            subscriber = to;
            to.onSubscribe(this);
        }

        @Override
        public void request(long n) {}

        @Override
        public void cancel() {
            cancellations++;
        }
    }

    @Test
    void aPublisherThatSendsTooMuchIsFoundOut() {
        Foreign foreign = new Foreign();
        Probe<Integer> probe = new Probe<>();
        Egress.serve(probe, Many.from(foreign), scheduler);
        probe.request(1);
        scheduler.runAll();
        foreign.subscriber.onNext(1);
        foreign.subscriber.onNext(2);
        scheduler.runAll();
        probe.request(1);
        scheduler.runAll();
        assertEquals(1, probe.signals().get(0));
        assertEquals("1.1", assertInstanceOf(ProtocolViolationException.class, probe.signals().get(1)).rule());
        assertEquals(1, foreign.cancellations);
    }

    @Test
    void aPublisherThatSendsNullOrTooEarlyOrAfterTheEndIsFoundOut() {
        Foreign nulls = new Foreign();
        Probe<Integer> first = run(Many.from(nulls));
        assertThrows(NullPointerException.class, () -> nulls.subscriber.onNext(null));
        scheduler.runAll();
        assertInstanceOf(NullPointerException.class, first.signals().get(0));
        assertEquals(1, nulls.cancellations);

        Probe<Integer> early = run(Many.from(subscriber -> subscriber.onNext(1)));
        assertEquals("1.9", assertInstanceOf(ProtocolViolationException.class, early.signals().get(0)).rule());

        Foreign ended = new Foreign();
        Probe<Integer> late = run(Many.from(ended));
        ended.subscriber.onComplete();
        ended.subscriber.onNext(1);
        ended.subscriber.onComplete();
        scheduler.runAll();
        assertEquals(List.of("complete"), late.signals());
        ended.subscriber.onError(BOOM);
        assertEquals(List.of(BOOM), scheduler.unseen());

        Probe<Object> throwing = run(Many.from(subscriber -> boom()));
        assertEquals(List.of(BOOM), throwing.signals());
    }

    @Test
    void aSecondSubscriptionIsCancelledAndTheFirstGoesOn() {
        Foreign foreign = new Foreign();
        Probe<Integer> probe = run(Many.from(foreign));
        Foreign second = new Foreign();
        foreign.subscriber.onSubscribe(second);
        foreign.subscriber.onNext(1);
        scheduler.runAll();
        assertEquals(List.of(1), probe.signals());
        assertEquals(1, second.cancellations);
        assertEquals(0, foreign.cancellations);
    }

    @Test
    void aPublisherThatUsesTwoThreadsAtOnceIsFoundOut() throws Exception {
        AtomicReference<Subscriber<? super Integer>> foreign = new AtomicReference<>();
        Probe<Integer> probe = new Probe<>();
        Egress.serve(
                probe,
                Many.<Integer>from(to -> {
                            foreign.set(to);
                            to.onSubscribe(new Subscription() {
                                private boolean sent;

                                @Override
                                public void request(long n) {
                                    if (!sent) {
                                        sent = true;
                                        to.onNext(1);
                                    }
                                }

                                @Override
                                public void cancel() {}
                            });
                        })
                        .doOnNext(item -> {
                            Thread other = new Thread(() -> foreign.get().onNext(2));
                            other.start();
                            try {
                                other.join();
                            } catch (InterruptedException interrupt) {
                                throw new IllegalStateException(interrupt);
                            }
                        }),
                scheduler);
        probe.request(10);
        scheduler.runAll();
        assertEquals(1, probe.signals().get(0));
        assertEquals("1.3", assertInstanceOf(ProtocolViolationException.class, probe.signals().get(1)).rule());
    }

    @Test
    void anEmitterWithoutRoomFailsDropsOrKeepsAsItsPolicySays() {
        assertInstanceOf(OverflowException.class, emitFive(Overflow.fail(2)).get(2));
        assertEquals(List.of(1, 2, "complete"), emitFive(Overflow.dropNewest(2)));
        assertEquals(List.of(4, 5, "complete"), emitFive(Overflow.dropOldest(2)));
        assertEquals(List.of(1, 2, 3, 4, 5, "complete"), emitFive(Overflow.unbounded()));
    }

    private List<Object> emitFive(Overflow overflow) {
        AtomicReference<Emitter<Integer>> emitter = new AtomicReference<>();
        Probe<Integer> probe = new Probe<>();
        Egress.serve(probe, Many.create(emitter::set, overflow), scheduler);
        for (int i = 1; i <= 5; i++) {
            emitter.get().emit(i);
        }
        emitter.get().complete();
        probe.request(10);
        scheduler.runAll();
        return probe.signals();
    }

    @Test
    void aCombinerThatThrowsOrReturnsNullFailsTheStream() {
        Probe<Integer> throwing = new Probe<>();
        Egress.serve(throwing, Many.range(0, 3).conflate((a, b) -> boom()), scheduler);
        Probe<Integer> none = new Probe<>();
        Egress.serve(none, Many.range(0, 3).conflate((a, b) -> null), scheduler);
        scheduler.runAll();
        assertEquals(List.of(BOOM), throwing.signals());
        Throwable failure = assertInstanceOf(NullPointerException.class, none.signals().get(0));
        assertEquals("conflate: the combiner returned null", failure.getMessage());
    }

    @Test
    void aLagPolicyThatThrowsFailsItsReceiverAlone() {
        Broadcast<Integer> broadcast = Broadcast.lagging(1);
        Probe<Integer> throwing = new Probe<>();
        Egress.serve(throwing, broadcast.receiver(Lag.skip(n -> boom())), scheduler);
        Probe<Integer> other = new Probe<>();
        Egress.serve(other, broadcast.receiver(), scheduler);
        broadcast.send(1);
        broadcast.send(2);
        throwing.request(1);
        other.request(1);
        scheduler.runAll();
        assertEquals(List.of(BOOM), throwing.signals());
        assertEquals(List.of(2), other.signals());
    }

    @Test
    void nobodyMayWaitOnAWorker() {
        try (Nagare nagare = Nagare.multiThread().workers(1).start()) {
            RuntimeException refused = assertThrows(
                    RuntimeException.class,
                    () -> nagare.spawn(() -> Many.never().toIterable().iterator().hasNext()).join());
            assertTrue(refused.getMessage().contains("worker thread"), refused.getMessage());
        }
    }
}
