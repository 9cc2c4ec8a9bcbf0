package io.nagare.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.emit.Emitter;
import io.nagare.engine.scheduler.Race;
import io.nagare.failure.TimedOutException;
import io.nagare.policy.Flatten;
import io.nagare.policy.Overflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** Signals that race on threads of their own, a thousand times each. The tags are the numbers of the cases. */
class RacesTest {

    private static final int ROUNDS = 1_000;

    private static Nagare nagare;

    @BeforeAll
    static void start() {
        nagare = Nagare.multiThread().workers(2).start();
    }

    @AfterAll
    static void close() {
        assertTrue(nagare.close(Duration.ofSeconds(10)));
    }

    private static void eventually(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, what);
            LockSupport.parkNanos(10_000);
        }
    }

    /** A subscriber that records its signals. Any thread may request. */
    private static final class Sink implements Subscriber<Object> {

        final Queue<Object> items = new ConcurrentLinkedQueue<>();
        volatile Object end;
        volatile Subscription upstream;

        static Sink of(Publisher<?> stream, long demand) {
            Sink sink = new Sink();
            stream.subscribe(sink);
            eventually("a subscription", () -> sink.upstream != null);
            sink.upstream.request(demand);
            return sink;
        }

        @Override
        public void onSubscribe(Subscription subscription) {
            upstream = subscription;
        }

        @Override
        public void onNext(Object item) {
            if (end != null) {
                end = new AssertionError("an item after the end");
            }
            items.add(item);
        }

        @Override
        public void onError(Throwable failure) {
            end = end == null ? failure : new AssertionError("two ends", failure);
        }

        @Override
        public void onComplete() {
            end = end == null ? "complete" : new AssertionError("two ends");
        }

        Object awaitEnd() {
            eventually("an end; there were " + items.size() + " items", () -> end != null);
            return end;
        }
    }

    static Stream<Arguments> queueing() {
        return Stream.of(
                queueing("runOn", m -> m.runOn(nagare)),
                queueing("flatMap", m -> Many.just(m, m).take(1).flatMap(inner -> inner.runOn(nagare))),
                queueing("flatMap in order", m -> Many.just(m)
                        .flatMap(inner -> inner.runOn(nagare), Flatten.concurrency(3).ordered().prefetch(2))),
                queueing("concatMap", m -> Many.just(m).concatMap(inner -> inner.runOn(nagare))),
                queueing("switchMap", m -> Many.just(m).switchMap(inner -> inner.runOn(nagare))),
                queueing("buffer", m -> m.buffer(2)),
                queueing("bufferTimeout", m -> m.bufferTimeout(4, Duration.ofMillis(1))),
                queueing("zip", m -> m.zipWith(Many.just("a", "b").hide(), (item, other) -> item)),
                queueing("merge", m -> m.mergeWith(Many.never())),
                queueing("onOverflow", m -> m.onOverflow(Overflow.fail(100))),
                queueing("onOverflow, the latest", m -> m.onOverflow(Overflow.dropOldest(1))),
                queueing("delayElements", m -> m.delayElements(Duration.ZERO)),
                queueing("mapParallel", m -> m.mapParallel(2, item -> item)));
    }

    private static Arguments queueing(String name, Function<Many<Integer>, Many<?>> operator) {
        return arguments(name, operator);
    }

    @Tag("case-16")
    @ParameterizedTest(name = "{0}")
    @MethodSource("queueing")
    void anItemThatMeetsACancellationIsDeliveredOrDiscardedOnce(String name, Function<Many<Integer>, Many<?>> operator)
            throws Exception {
        AtomicReference<Emitter<Integer>> emitter = new AtomicReference<>();
        AtomicReference<Sink> sink = new AtomicReference<>();
        AtomicInteger emitted = new AtomicInteger();
        Queue<Integer> discarded = new ConcurrentLinkedQueue<>();
        Race.run(
                ROUNDS,
                round -> {
                    emitted.set(0);
                    discarded.clear();
                    emitter.set(null);
                    Many<Integer> source = Many.create(emitter::set, Overflow.fail(100));
                    sink.set(Sink.of(operator.apply(source).doOnDiscard(Integer.class, discarded::add), 3));
                    eventually("the source is subscribed", () -> emitter.get() != null);
                },
                round -> {
                    Sink to = sink.get();
                    eventually(
                            name + ": " + to.items + " delivered, " + discarded + " discarded of " + emitted,
                            () -> count(to.items) + discarded.size() >= emitted.get());
                    TreeSet<Integer> all = new TreeSet<>(discarded);
                    to.items.forEach(item -> all.addAll(items(item)));
                    assertEquals(emitted.get(), count(to.items) + discarded.size(), "twice");
                    assertEquals(IntStream.range(0, emitted.get()).boxed().toList(), List.copyOf(all));
                },
                round -> {
                    for (int i = 0; i < 5 && emitter.get().emit(i); i++) {
                        emitted.incrementAndGet();
                    }
                },
                round -> sink.get().upstream.cancel());
    }

    @SuppressWarnings("unchecked")
    private static Collection<Integer> items(Object item) {
        return item instanceof List<?> list ? (List<Integer>) list : List.of((Integer) item);
    }

    private static int count(Queue<Object> items) {
        return items.stream().mapToInt(item -> items(item).size()).sum();
    }

    @Tag("case-17")
    @Test
    void aFailureWinsOverTheCompletionOfAnother() throws Exception {
        IllegalStateException failure = new IllegalStateException("inner");
        AtomicReference<HandDriven<Integer>> failing = new AtomicReference<>();
        AtomicReference<HandDriven<Integer>> ending = new AtomicReference<>();
        AtomicReference<Sink> sink = new AtomicReference<>();
        Race.run(
                ROUNDS,
                round -> {
                    failing.set(new HandDriven<>());
                    ending.set(new HandDriven<>());
                    Many<Publisher<Integer>> both = Many.just(failing.get(), ending.get());
                    sink.set(Sink.of(
                            round % 2 == 0 ? both.flatMap(p -> p) : Many.merge(failing.get(), ending.get()), 1));
                    eventually(
                            "both are subscribed",
                            () -> failing.get().isSubscribed() && ending.get().isSubscribed());
                },
                round -> assertEquals(failure, sink.get().awaitEnd()),
                round -> failing.get().error(failure),
                round -> ending.get().complete());
    }

    static Stream<Arguments> arbiters() {
        return Stream.of(
                arbiter("concatMap", 1_000, Many.range(0, 100).concatMap(i -> Many.range(0, 10)
                        .runOn(nagare))),
                arbiter(
                        "concat",
                        400,
                        Many.concat(
                                Many.range(0, 200).runOn(nagare),
                                Many.range(0, 200).runOn(nagare))),
                arbiter("switchMap", 300, Many.just(1).switchMap(i -> Many.range(0, 300)
                        .runOn(nagare))),
                arbiter("repeat", 500, Many.range(0, 5).runOn(nagare).repeat(99)),
                arbiter(
                        "retry",
                        500,
                        Many.concat(
                                        Many.range(0, 5).runOn(nagare),
                                        Many.<Integer>error(new IllegalStateException("again")))
                                .retry(99)
                                .onErrorComplete()),
                arbiter(
                        "a fallback",
                        200,
                        Many.concat(Many.range(0, 100), Many.<Integer>error(new IllegalStateException("then")))
                                .runOn(nagare)
                                .onErrorResume(failure -> Many.range(0, 100).runOn(nagare))));
    }

    private static Arguments arbiter(String name, int items, Many<?> stream) {
        return arguments(name, items, stream);
    }

    @Tag("case-18")
    @Tag("case-28")
    @ParameterizedTest(name = "{0}")
    @MethodSource("arbiters")
    void demandFromTwoThreadsIsNeitherLostNorDoubled(String name, int items, Many<?> stream) throws Exception {
        AtomicReference<Sink> sink = new AtomicReference<>();
        int half = items / 2 - 10;
        Race.Actor asking = round -> {
            for (int i = 0; i < half; i++) {
                sink.get().upstream.request(1);
            }
        };
        Race.run(
                20,
                round -> {
                    Sink fresh = new Sink();
                    stream.subscribe(fresh);
                    eventually("a subscription", () -> fresh.upstream != null);
                    sink.set(fresh);
                },
                round -> {
                    Sink to = sink.get();
                    eventually(name + ": " + to.items.size() + " of " + 2 * half, () -> to.items.size() == 2 * half);
                    to.upstream.request(1);
                    eventually("one more", () -> to.items.size() == 2 * half + 1);
                    to.upstream.request(Long.MAX_VALUE);
                    assertEquals("complete", to.awaitEnd());
                    assertEquals(items, to.items.size());
                },
                asking,
                asking);
    }

    @Tag("case-19")
    @Test
    void theLastInnerPublisherEndsAsTheOuterDoes() throws Exception {
        List<Function<Many<Publisher<Integer>>, Many<Integer>>> operators =
                List.of(m -> m.flatMap(p -> p), m -> m.concatMap(p -> p), m -> m.switchMap(p -> p));
        for (Function<Many<Publisher<Integer>>, Many<Integer>> operator : operators) {
            AtomicReference<HandDriven<Publisher<Integer>>> outer = new AtomicReference<>();
            AtomicReference<HandDriven<Integer>> inner = new AtomicReference<>();
            AtomicReference<Sink> sink = new AtomicReference<>();
            Race.run(
                    ROUNDS,
                    round -> {
                        outer.set(new HandDriven<>());
                        inner.set(new HandDriven<>());
                        sink.set(Sink.of(operator.apply(Many.from(outer.get())), 10));
                        eventually("demand", () -> outer.get().requested() > 0);
                        outer.get().next(inner.get());
                        eventually("inner demand", () -> inner.get().requested() > 0);
                    },
                    round -> {
                        assertEquals("complete", sink.get().awaitEnd());
                        assertEquals(List.of(7), List.copyOf(sink.get().items));
                    },
                    round -> outer.get().complete(),
                    round -> {
                        inner.get().next(7);
                        inner.get().complete();
                    });
        }
    }

    @Tag("case-20")
    @Test
    void switchMapEmitsNothingOfAPublisherAfterTheNextAndCancelsIt() throws Exception {
        AtomicReference<HandDriven<Publisher<Integer>>> outer = new AtomicReference<>();
        List<HandDriven<Integer>> inners = new ArrayList<>();
        AtomicReference<Sink> sink = new AtomicReference<>();
        Race.run(
                ROUNDS,
                round -> {
                    outer.set(new HandDriven<>());
                    inners.clear();
                    inners.add(new HandDriven<>());
                    inners.add(new HandDriven<>());
                    sink.set(Sink.of(Many.from(outer.get()).switchMap(p -> p), 1_000));
                    eventually("demand", () -> outer.get().requested() > 0);
                    outer.get().next(inners.get(0));
                    eventually("inner demand", () -> inners.get(0).requested() > 0);
                },
                round -> {
                    eventually(
                            "the second is subscribed", () -> inners.get(1).requested() > 0 || sink.get().end != null);
                    inners.get(1).next(100);
                    eventually("the second's item", () -> sink.get().items.contains(100));
                    sink.get().upstream.cancel();
                    eventually(
                            "both are cancelled",
                            () -> inners.get(0).cancellations() > 0
                                    && inners.get(1).cancellations() > 0);
                    List<Object> items = List.copyOf(sink.get().items);
                    assertEquals(100, items.get(items.size() - 1));
                },
                round -> outer.get().next(inners.get(1)),
                round -> {
                    for (int i = 0; i < 10; i++) {
                        inners.get(0).next(i);
                    }
                });
    }

    @Tag("case-24")
    @Test
    void aDeadlineThatMeetsAnItemAndACancellationLeavesNoTimer() throws Exception {
        AtomicReference<HandDriven<Integer>> source = new AtomicReference<>();
        AtomicReference<Sink> sink = new AtomicReference<>();
        long before = Nagare.current().metrics().liveTasks();
        Race.run(
                300,
                round -> {
                    source.set(new HandDriven<>());
                    sink.set(Sink.of(Many.from(source.get()).take(1).timeout(Duration.ofMillis(1)), 1));
                    eventually("demand", () -> source.get().requested() > 0 || sink.get().end != null);
                },
                round -> {
                    Sink to = sink.get();
                    if (round % 2 == 0) {
                        boolean late = to.awaitEnd() instanceof TimedOutException;
                        assertEquals(late ? 0 : 1, to.items.size());
                    }
                    eventually("upstream is cancelled", () -> source.get().cancellations() > 0);
                },
                round -> {
                    LockSupport.parkNanos(900_000 + round * 500L);
                    source.get().next(1);
                },
                round -> {
                    if (round % 2 == 1) {
                        LockSupport.parkNanos(1_000_000);
                        sink.get().upstream.cancel();
                    }
                });
        eventually("no stream is left", () -> Nagare.current().metrics().liveTasks() <= before);
    }

    @Tag("case-26")
    @Test
    void aResourceThatComesAsItsUserLeavesIsReleasedOnce() throws Exception {
        AtomicReference<Emitter<Integer>> acquisition = new AtomicReference<>();
        AtomicReference<Sink> sink = new AtomicReference<>();
        AtomicInteger released = new AtomicInteger();
        AtomicInteger acquired = new AtomicInteger();
        Race.run(
                ROUNDS,
                round -> {
                    released.set(0);
                    acquired.set(0);
                    acquisition.set(null);
                    One<Integer> resource = One.create(acquisition::set);
                    sink.set(Sink.of(
                            Many.usingWhen(
                                    resource.doOnDiscard(Integer.class, r -> released.incrementAndGet()),
                                    r -> Many.never(),
                                    r -> One.fromRunnable(released::incrementAndGet)),
                            1));
                    eventually("the acquisition has begun", () -> acquisition.get() != null);
                },
                round -> {
                    eventually("released", () -> released.get() >= acquired.get());
                    assertEquals(acquired.get(), released.get());
                },
                round -> {
                    if (acquisition.get().emit(1)) {
                        acquired.incrementAndGet();
                    }
                },
                round -> sink.get().upstream.cancel());
    }

    @Tag("case-27")
    @Test
    void aRuntimeThatIsClosedMeanwhileEndsTheStreamsThatRunOnIt() throws Exception {
        AtomicReference<Nagare> other = new AtomicReference<>();
        AtomicReference<Sink> sink = new AtomicReference<>();
        AtomicReference<HandDriven<Integer>> source = new AtomicReference<>();
        Race.run(
                100,
                round -> {
                    other.set(Nagare.multiThread().workers(1).start());
                    source.set(new HandDriven<>());
                    sink.set(Sink.of(Many.from(source.get()).runOn(other.get()), 1_000));
                    eventually("demand", () -> source.get().requested() > 0);
                },
                round -> {
                    assertInstanceOf(Throwable.class, sink.get().awaitEnd());
                    eventually("upstream is cancelled", () -> source.get().cancellations() > 0);
                },
                round -> other.get().close(Duration.ZERO),
                round -> {
                    for (int i = 0; i < 20; i++) {
                        source.get().next(i);
                    }
                });
    }
}
