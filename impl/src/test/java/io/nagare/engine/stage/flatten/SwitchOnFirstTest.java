package io.nagare.engine.stage.flatten;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Many;
import io.nagare.Signal;
import io.nagare.TaskLocal;
import io.nagare.emit.Emitter;
import io.nagare.engine.scheduler.step.StepScheduler;
import io.nagare.engine.stage.Tally;
import io.nagare.engine.strand.Probe;
import io.nagare.engine.strand.crossing.Egress;
import io.nagare.failure.StreamTakenException;
import io.nagare.policy.Overflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;

class SwitchOnFirstTest {

    private final StepScheduler scheduler = new StepScheduler();
    private final List<Object> events = new ArrayList<>();
    private final AtomicReference<Emitter<Integer>> source = new AtomicReference<>();
    private final IllegalStateException boom = new IllegalStateException("boom");

    private <T> Probe<T> start(Publisher<T> stream, long demand) {
        Probe<T> probe = new Probe<>();
        Egress.serve(probe, stream, scheduler);
        if (demand > 0) {
            probe.request(demand);
        }
        scheduler.runAll();
        return probe;
    }

    /** Records the requests and the cancellation of the stream. */
    private Many<Integer> watched(Many<Integer> stream) {
        return stream.doOnRequest(n -> events.add("request " + n)).doOnCancel(() -> events.add("cancelled"));
    }

    private Many<Integer> pushed() {
        return watched(Many.create(source::set, Overflow.unbounded()));
    }

    private <R> Many<R> first(
            Many<Integer> stream,
            BiFunction<? super Signal<Integer>, ? super Many<Integer>, ? extends Publisher<R>> function) {
        return stream.<R>switchOnFirst(function).doOnDiscard(Integer.class, item -> events.add("discarded " + item));
    }

    @Test
    void theFunctionSeesTheFirstSignalAndTheStreamHasItToo() {
        Probe<String> probe = start(
                first(watched(Many.range(5, 4)), (signal, stream) -> {
                    events.add(signal);
                    return stream.map(i -> "item " + i);
                }),
                2);
        assertEquals(List.of("request 1", new Signal.Next<>(5), "request 1"), events);
        assertEquals(List.of("item 5", "item 6"), probe.signals());
        probe.request(9);
        scheduler.runAll();
        assertEquals(List.of("item 5", "item 6", "item 7", "item 8", "complete"), probe.signals());
    }

    @Test
    void nothingIsTakenBeforeThereIsDemand() {
        start(first(watched(Many.range(5, 4)), (signal, stream) -> stream), 0);
        assertEquals(List.of(), events);
    }

    @Test
    void anEmptySourceAndAFailingOneAreSeenByTheFunction() {
        Many<Integer> empty = first(Many.empty(), (signal, stream) -> {
            events.add(signal);
            return stream.defaultIfEmpty(7);
        });
        assertEquals(List.of(7, "complete"), start(empty, 1).signals());
        Many<Integer> failing = first(Many.error(boom), (signal, stream) -> {
            events.add(signal);
            return stream.onErrorReturn(8);
        });
        assertEquals(List.of(8, "complete"), start(failing, 1).signals());
        assertEquals(List.of(new Signal.Completed<>(), new Signal.Failed<>(boom)), events);
        assertEquals(List.of("complete"), start(first(Many.empty(), (signal, stream) -> stream), 0).signals());
        assertEquals(List.of(boom), start(first(Many.error(boom), (signal, stream) -> stream), 0).signals());
        assertEquals(
                List.of(3, "complete"),
                start(first(Many.error(boom), (signal, stream) -> Many.just(3)), 1)
                        .signals());
    }

    @Test
    void anEndBehindAFirstItemThatWaitsComesBehindIt() {
        for (Many<Integer> end : List.of(Many.<Integer>empty(), Many.<Integer>error(boom))) {
            Probe<Integer> probe = start(
                    first(
                            Many.just(1).concatWith(end),
                            (signal, stream) -> stream.delaySubscription(Duration.ofMillis(1))),
                    9);
            assertEquals(List.of(), probe.signals());
            scheduler.advance(Duration.ofMillis(1));
            assertEquals(1, probe.signals().get(0));
            assertEquals(2, probe.signals().size());
        }
    }

    @Test
    void ifTheStreamIsIgnoredUpstreamIsCancelledAndTheFirstItemDiscarded() {
        Many<Integer> ignoring = first(watched(Many.range(5, 4)), (signal, stream) -> Many.just(1, 2));
        assertEquals(List.of(1, 2, "complete"), start(ignoring, 9).signals());
        assertEquals(List.of("request 1", "cancelled", "discarded 5"), events);
        events.clear();
        Many<Integer> failing = first(watched(Many.range(5, 4)), (signal, stream) -> Many.error(boom));
        assertEquals(List.of(boom), start(failing, 9).signals());
        assertEquals(List.of("request 1", "cancelled", "discarded 5"), events);
    }

    @Test
    void aFunctionThatThrowsOrReturnsNullEndsBothSides() {
        assertEquals(
                List.of(boom),
                start(first(watched(Many.range(5, 4)), (signal, stream) -> {
                            throw boom;
                        }), 9)
                        .signals());
        assertEquals(List.of("request 1", "cancelled", "discarded 5"), events);
        Object failure = start(first(Many.range(5, 4), (signal, stream) -> null), 9).signals().get(0);
        assertEquals("switchOnFirst: the function returned null", ((Throwable) failure).getMessage());
    }

    @Test
    void whoCancelsTheStreamCancelsUpstreamAndMayGoOn() {
        Probe<Integer> probe = start(
                first(watched(Many.range(5, 4)), (signal, stream) -> stream.take(2).concatWith(Many.just(1))), 9);
        assertEquals(List.of(5, 6, 1, "complete"), probe.signals());
        assertEquals(List.of("request 1", "request 1", "cancelled"), events);
    }

    @Test
    void cancellationReachesAllAtEveryStep() {
        Probe<Integer> early = start(first(pushed(), (signal, stream) -> stream), 9);
        early.cancel();
        scheduler.runAll();
        assertEquals(List.of("request 1", "cancelled"), events);

        events.clear();
        Probe<Integer> waiting = start(
                first(pushed(), (signal, stream) -> Many.<Integer>never()
                        .doOnCancel(() -> events.add("result cancelled"))),
                9);
        source.get().emit(1);
        scheduler.runAll();
        waiting.cancel();
        scheduler.runAll();
        assertEquals(List.of("request 1", "result cancelled", "cancelled", "discarded 1"), events);

        events.clear();
        Probe<Integer> running = start(first(pushed(), (signal, stream) -> stream), 9);
        source.get().emit(1);
        scheduler.runAll();
        running.cancel();
        scheduler.runAll();
        assertEquals(List.of(1), running.signals());
        assertEquals(List.of("request 1", "request 8", "cancelled"), events);
        assertEquals(0, scheduler.liveCount());
    }

    @Test
    void cancellationFromWithinTheFunctionAndFromWithinTheFirstItem() {
        for (boolean inFunction : new boolean[] {true, false}) {
            events.clear();
            Probe<Integer> probe = new Probe<>();
            Many<Integer> stream = first(watched(Many.range(5, 4)), (signal, all) -> {
                if (inFunction) {
                    probe.cancel();
                }
                return all.doOnNext(i -> probe.cancel());
            });
            Egress.serve(probe, stream, scheduler);
            probe.request(9);
            scheduler.runAll();
            assertEquals(List.of(), probe.signals());
            assertEquals(List.of("request 1", "cancelled", "discarded 5"), events);
            assertEquals(0, scheduler.liveCount());
        }
    }

    @Test
    void theStreamCanBeSubscribedToOnceAndInTimeOnly() {
        AtomicReference<Many<Integer>> kept = new AtomicReference<>();
        Probe<Integer> twice = start(
                first(Many.range(5, 2), (signal, stream) -> {
                    kept.set(stream);
                    return stream.concatWith(stream);
                }),
                9);
        assertEquals(List.of(5, 6), twice.signals().subList(0, 2));
        assertRefused("already", twice.signals().get(2));
        assertRefused("runOn", start(kept.get(), 1).signals().get(0));
        Probe<Integer> elsewhere = start(
                first(Many.range(5, 2), (signal, stream) -> stream.share().onErrorResume(failure -> {
                    events.add(failure);
                    return Many.empty();
                })),
                9);
        for (int i = 0; i < 3 && events.isEmpty(); i++) {
            scheduler.runAll();
        }
        assertEquals(List.of("complete"), elsewhere.signals());
        assertRefused("runOn", events.get(0));
    }

    private static void assertRefused(String why, Object signal) {
        StreamTakenException refused = assertInstanceOf(StreamTakenException.class, signal);
        assertTrue(refused.getMessage().contains(why), refused.getMessage());
    }

    @Test
    void eachSideSeesTheValuesOfItsOwnSurroundings() {
        TaskLocal<String> local = TaskLocal.named("local");
        Many<Integer> stream = first(
                        Many.range(0, 2).doOnNext(i -> events.add("above " + local.get())),
                        (signal, all) -> all.doOnNext(i -> events.add("within " + local.get()))
                                .contextWrite(local, "inner")
                                .doOnNext(i -> events.add("below " + local.get())))
                .contextWrite(local, "outer");
        start(stream, 9);
        List<String> each = List.of("above outer", "within inner", "below outer");
        assertEquals(List.of(each, each), List.of(events.subList(0, 3), events.subList(3, 6)));
    }

    @Test
    void demandMadeFromWithinTheFirstItemIsServed() {
        AtomicReference<Probe<Integer>> self = new AtomicReference<>(new Probe<>());
        Many<Integer> stream = first(Many.range(0, 50), (signal, all) -> all.filter(i -> i % 2 == 1))
                .doOnNext(i -> self.get().request(1));
        Egress.serve(self.get(), stream, scheduler);
        self.get().request(1);
        scheduler.runAll();
        assertEquals(26, self.get().signals().size());
    }

    @Test
    void everyItemIsDeliveredOrDiscardedOnceWhereverItEnds() {
        Tally.<Integer>check(m -> m.switchOnFirst((signal, stream) -> stream), List::of);
        Tally.<Integer>check(
                m -> m.switchOnFirst((signal, stream) -> stream.delaySubscription(Duration.ofMillis(4))), List::of);
    }
}
