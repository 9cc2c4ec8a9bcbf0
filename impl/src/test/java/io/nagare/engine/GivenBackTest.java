package io.nagare.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.BlockingIterable;
import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.Task;
import io.nagare.channel.Mpsc;
import io.nagare.engine.scheduler.step.StepScheduler;
import io.nagare.engine.strand.Probe;
import io.nagare.engine.strand.crossing.Egress;
import io.nagare.failure.RuntimeClosedException;
import io.nagare.failure.TaskCancelledException;
import io.nagare.failure.TimedOutException;
import io.nagare.policy.Flatten;
import io.nagare.policy.Grouping;
import io.nagare.policy.Overflow;
import io.nagare.sync.JoinSet;
import io.nagare.sync.Joined;
import io.nagare.sync.Permit;
import io.nagare.sync.Permits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** An item that nobody gets goes back to its source or is discarded, in whatever order item and cancellation come. */
class GivenBackTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final StepScheduler scheduler = new StepScheduler();
    private final List<Object> discarded = new ArrayList<>();
    private final Set<Object> taken = new HashSet<>();

    /** Runs an action on another thread. The strand sees a cancellation by it only when the item arrives. */
    private static void elsewhere(Runnable action) {
        CompletableFuture.runAsync(action).join();
    }

    private <T> Probe<T> cancelledWithTheItemOnItsWay(One<T> source) {
        Probe<T> probe = new Probe<>();
        Egress.serve(probe, source.doOnNext(item -> elsewhere(probe::cancel)), scheduler);
        probe.request(1);
        scheduler.runAll();
        assertEquals(List.of(), probe.signals());
        assertEquals(0, scheduler.liveCount());
        return probe;
    }

    @Test
    void aValueIsTheNextInTheChannelAgain() {
        Mpsc<Integer> channel = Mpsc.bounded(4);
        channel.trySend(1);
        channel.trySend(2);
        cancelledWithTheItemOnItsWay(channel.receive());
        cancelledWithTheItemOnItsWay(channel.receiver().next());
        cancelledWithTheItemOnItsWay(channel.receive().timeout(LIMIT));
        cancelledWithTheItemOnItsWay(One.just(0).flatMap(i -> channel.receive()));
        assertEquals(2, channel.size());
        assertEquals(1, channel.tryReceive());
        assertEquals(2, channel.tryReceive());
        assertNull(channel.tryReceive());
    }

    @Test
    void aStreamOfValuesLeavesThoseBehindTheLastDelivered() {
        Mpsc<Integer> channel = Mpsc.unbounded();
        for (int i = 0; i < 5; i++) {
            channel.trySend(i);
        }
        Probe<Integer> probe = new Probe<>();
        Egress.serve(
                probe,
                channel.receiver().doOnNext(i -> {
                    if (i == 2) {
                        elsewhere(probe::cancel);
                    }
                }),
                scheduler);
        probe.request(Long.MAX_VALUE);
        scheduler.runAll();
        assertEquals(List.of(0, 1), probe.signals());
        assertEquals(2, channel.tryReceive());
        assertEquals(2, channel.size());
    }

    @Test
    void anAbortedTaskTakesNothing() {
        try (Nagare runtime = Nagare.multiThread().workers(1).name("given-back").start()) {
            Mpsc<Integer> channel = Mpsc.bounded(4);
            AtomicReference<Task<Integer>> task = new AtomicReference<>();
            task.set(runtime.spawn(channel.receive().doOnNext(value -> task.get().abort())));
            channel.trySend(7);
            assertThrows(TaskCancelledException.class, () -> task.get().block(LIMIT));
            assertEquals(7, channel.tryReceive());
        }
    }

    @Test
    void aResultIsTheNextOfTheSetAgain() {
        JoinSet<String> set = JoinSet.create();
        set.spawnOn(EngineRuntime.on(scheduler), One.just("result"));
        scheduler.runAll();
        cancelledWithTheItemOnItsWay(set.next().timeout(LIMIT));
        Joined<String> next = set.tryNext();
        assertEquals("result", next.item());
    }

    /** The demand of {@code onSubscribe} is there before the producer starts. */
    @Test
    void aProducerThatEmitsAtOnceFindsTheDemand() {
        for (Function<Many<Integer>, Many<Integer>> behind : List.<Function<Many<Integer>, Many<Integer>>>of(
                m -> m, m -> m.map(i -> i), m -> m.timeout(LIMIT), m -> Many.just(1).concatMap(i -> m))) {
            List<Object> received = new ArrayList<>();
            Many<Integer> created = Many.create(emitter -> {
                for (int i = 0; i < 1000; i++) {
                    emitter.emit(i);
                }
                emitter.complete();
            });
            behind.apply(created).subscribe(received::add, received::add, () -> received.add("complete"));
            assertEquals(1001, received.size(), () -> "ended with " + received.get(received.size() - 1));
        }
    }

    @Test
    void aPermitIsGivenBack() {
        Permits permits = Permits.of(1);
        cancelledWithTheItemOnItsWay(permits.acquire());
        assertEquals(1, permits.available());
    }

    @Test
    void aWaitThatIsOverHasReallyGivenUp() {
        Mpsc<Integer> channel = Mpsc.bounded(4);
        Permits permits = Permits.of(1);
        Permit held = permits.tryAcquire();
        for (int i = 0; i < 200; i++) {
            assertThrows(TimedOutException.class, () -> channel.receive().block(Duration.ofNanos(1)));
            assertThrows(TimedOutException.class, () -> permits.acquire().block(Duration.ofNanos(1)));
        }
        held.close();
        assertEquals(1, permits.available());
        assertNull(channel.tryReceive());
    }

    @Test
    void aWaitOnTheCallersThreadHasReallyGivenUp() {
        try (Nagare local = Nagare.currentThread().start()) {
            Permits permits = Permits.of(1);
            Permit held = permits.tryAcquire();
            assertThrows(TimedOutException.class, () -> local.blockOn(permits.acquire(), Duration.ofMillis(1)));
            held.close();
            assertEquals(1, permits.available());
        }
    }

    private Many<Integer> six() {
        return Many.range(0, 6).doOnNext(taken::add).concatWith(Many.never());
    }

    private Map<String, Many<?>> holdersOfParts(Nagare busy) {
        Duration hour = Duration.ofHours(1);
        Map<String, Many<?>> holders = new LinkedHashMap<>();
        holders.put("runOn", six().window(2).flatMap(window -> window.runOn(busy)));
        holders.put("delayElements", six().window(2).delayElements(hour).flatMap(window -> window));
        holders.put("mapped", six().window(2).map(window -> window.map(i -> i)).delayElements(hour));
        holders.put("delaySubscription", six().window(2).flatMap(window -> window.delaySubscription(hour)));
        holders.put("one by one", six().window(2).concatMap(window -> window.delaySubscription(hour)));
        holders.put("concat", six().window(6).flatMap(window -> Many.concat(Many.never(), window)));
        holders.put("race", six().window(6).flatMap(window -> Many.race(Many.never().startWith("first"), window)));
        holders.put(
                "groups",
                six().groupBy(i -> 1, Grouping.atMost(9)).delayElements(hour).flatMap(group -> group.items()));
        holders.put("wrapped", six().window(2).index().delayElements(hour));
        holders.put("signals", six().materialize().delayElements(hour));
        holders.put("indexed", six().index().delayElements(hour));
        holders.put("timed", six().timed().delayElements(hour));
        holders.put("overflow", six().window(2).onOverflow(Overflow.fail(9)).delayElements(hour));
        return holders;
    }

    @Test
    void partsAndWrappedItemsThatWaitAreDiscarded() {
        StepScheduler elsewhere = new StepScheduler();
        Nagare busy = EngineRuntime.on(elsewhere);
        holdersOfParts(busy).forEach((name, stream) -> {
            discarded.clear();
            taken.clear();
            Probe<Object> probe = new Probe<>();
            Many<Object> program = Many.<Object>from(stream).doOnDiscard(Integer.class, discarded::add);
            Egress.serve(probe, program, scheduler);
            probe.request(99);
            scheduler.runAll();
            probe.cancel();
            scheduler.runAll();
            elsewhere.runAll();
            scheduler.runAll();
            assertEquals(0, scheduler.liveCount(), name);
            assertTrue(
                    discarded.size() > 1 || name.endsWith("d") || name.equals("signals"),
                    name + " discarded " + discarded);
            assertEquals(taken, new HashSet<>(discarded), name);
            assertEquals(taken.size(), discarded.size(), name);
        });
    }

    @Test
    void aWindowThatIsReadOnAnotherRuntimeEndsWithItsOwn() throws Exception {
        Nagare home = Nagare.multiThread().workers(1).name("home").start();
        try (Nagare other = Nagare.multiThread().workers(1).name("other").start()) {
            CompletableFuture<Many<Integer>> window = new CompletableFuture<>();
            home.spawn(Many.just(1, 2).concatWith(Many.never()).window(10).doOnNext(window::complete));
            CountDownLatch read = new CountDownLatch(2);
            Task<Void> reading = other.spawn(window.get(20, TimeUnit.SECONDS).doOnNext(i -> read.countDown()).then());
            assertTrue(read.await(20, TimeUnit.SECONDS));
            assertTrue(home.close(LIMIT));
            assertThrows(RuntimeClosedException.class, () -> reading.block(LIMIT));
        }
    }

    @Test
    void aWindowThatNobodyHadReadWhenItsRuntimeWasClosedSaysSo() throws Exception {
        Nagare home = Nagare.multiThread().workers(1).name("home").start();
        CompletableFuture<Many<Integer>> window = new CompletableFuture<>();
        home.spawn(Many.just(1, 2).concatWith(Many.never()).window(10).doOnNext(window::complete));
        Many<Integer> late = window.get(20, TimeUnit.SECONDS);
        assertTrue(home.close(LIMIT));
        RuntimeClosedException failure = assertThrows(RuntimeClosedException.class, () -> late.then().block());
        assertTrue(failure.getMessage().contains("home"), failure::toString);
    }

    @Test
    void whatAnIteratorHadFetchedIsDiscarded() throws Exception {
        List<Integer> lost = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch made = new CountDownLatch(4);
        try (BlockingIterable<Integer> items = Many.range(0, 9)
                .doOnNext(i -> made.countDown())
                .runOn(Nagare.current())
                .doOnDiscard(Integer.class, lost::add)
                .toIterable(4)) {
            for (int item : items) {
                assertEquals(0, item);
                assertTrue(made.await(20, TimeUnit.SECONDS));
                break;
            }
        }
        for (int i = 0; lost.size() < 3 && i < 20_000; i++) {
            One.delay(Duration.ofMillis(1)).block();
        }
        assertTrue(lost.containsAll(List.of(1, 2, 3)), lost::toString);
    }

    @Test
    void aFutureThatWasCompletedByAnotherStopsItsStream() {
        Permits permits = Permits.of(1);
        Permit held = permits.tryAcquire();
        CompletableFuture<Permit> future = permits.acquire().toFuture();
        future.completeExceptionally(new IllegalStateException("too late"));
        held.close();
        for (int i = 0; permits.available() == 0 && i < 20_000; i++) {
            One.delay(Duration.ofMillis(1)).block();
        }
        assertEquals(1, permits.available());
    }

    /** The cancellation of one source makes another source send. */
    @Test
    void aSiblingThatSendsWhileOneIsCancelledIsNotHeard() {
        Map<String, Function<Publisher<Integer>, Function<Publisher<Integer>, Many<?>>>> operators =
                new LinkedHashMap<>();
        operators.put("merge", a -> b -> Many.merge(a, b));
        operators.put("merge in order", a -> b -> Many.merge(List.of(a, b), Flatten.concurrency(2).ordered()));
        operators.put("zip", a -> b -> Many.from(a).zipWith(b, Integer::sum));
        operators.put("combineLatest", a -> b -> Many.combineLatest(a, b, Integer::sum));
        operators.put("race", a -> b -> Many.race(a, b));
        operators.put("withLatestFrom", a -> b -> Many.from(b).withLatestFrom(a, Integer::sum));
        operators.put("takeUntil", a -> b -> Many.from(b).takeUntil(a));
        operators.put("skipUntil", a -> b -> Many.from(b).skipUntil(a));
        operators.put("switchMap", a -> b -> Many.from(b).switchMap(i -> a));
        operators.put("flatMap", a -> b -> Many.from(b).flatMap(i -> a));
        operators.put("concatMap", a -> b -> Many.from(b).concatMap(i -> a));
        operators.put("filterWhen", a -> b -> Many.from(b).filterWhen(i -> Many.from(a).map(x -> true)));
        operators.forEach((name, operator) -> {
            for (boolean swapped : new boolean[] {false, true}) {
                Pushed first = new Pushed();
                Pushed second = new Pushed();
                first.onCancel = () -> second.push(2);
                second.onCancel = () -> first.push(1);
                Probe<Object> probe = new Probe<>();
                List<Object> later = new ArrayList<>();
                Many<?> stream = swapped ? operator.apply(second).apply(first) : operator.apply(first).apply(second);
                Egress.serve(probe, Many.<Object>from(stream).map(item -> {
                    later.add(item);
                    return item;
                }).doOnError(later::add).doOnComplete(() -> later.add("complete")), scheduler);
                probe.request(99);
                first.push(0);
                second.push(0);
                scheduler.runAll();
                later.clear();
                List<Object> before = probe.signals();
                elsewhere(probe::cancel);
                scheduler.runAll();
                assertEquals(before, probe.signals(), name);
                assertEquals(List.of(), later, name);
                assertEquals(0, scheduler.liveCount(), name);
            }
        });
    }

    /** Sends when the test says so, also from within {@code cancel}. */
    private static final class Pushed implements Publisher<Integer> {

        private Subscriber<? super Integer> subscriber;
        private Runnable onCancel = () -> {};
        private long demand;

        @Override
        public void subscribe(Subscriber<? super Integer> to) {
            subscriber = to;
            to.onSubscribe(new Subscription() {
                @Override
                public void request(long n) {
                    demand += n;
                }

                @Override
                public void cancel() {
                    Runnable action = onCancel;
                    onCancel = () -> {};
                    action.run();
                }
            });
        }

        void push(int item) {
            if (subscriber != null && demand > 0) {
                demand--;
                subscriber.onNext(item);
            }
        }
    }

    @Test
    void whatAKeyThrowsFailsTheStreamAndNothingElse() {
        IllegalStateException boom = new IllegalStateException("boom");
        record Hostile(int value, boolean hashes, IllegalStateException failure) {
            @Override
            public int hashCode() {
                if (!hashes) {
                    throw failure;
                }
                return 1;
            }

            @Override
            public boolean equals(Object other) {
                throw failure;
            }
        }
        for (boolean hashes : new boolean[] {true, false}) {
            List<Publisher<?>> streams = List.of(
                    Many.range(0, 9)
                            .groupBy(i -> new Hostile(i, hashes, boom), Grouping.atMost(99))
                            .flatMap(group -> group.items()),
                    Many.range(0, 9).mapPartitioned(4, i -> new Hostile(i, hashes, boom), i -> Many.never()),
                    Many.range(0, 9).map(i -> new Hostile(i, hashes, boom)).distinct(HashSet::new),
                    Many.range(0, 9).map(i -> new Hostile(i, hashes, boom)).collect(Collectors.toSet()));
            for (Publisher<?> stream : streams) {
                Probe<Object> probe = new Probe<>();
                Egress.serve(probe, Many.<Object>from(stream).onErrorResume(failure -> Many.just(failure)), scheduler);
                probe.request(99);
                scheduler.runAll();
                List<Object> signals = probe.signals();
                assertEquals(boom, assertInstanceOf(Throwable.class, signals.get(signals.size() - 2)));
                assertEquals(0, scheduler.liveCount());
                assertEquals(List.of(), scheduler.unseen());
            }
        }
    }
}
