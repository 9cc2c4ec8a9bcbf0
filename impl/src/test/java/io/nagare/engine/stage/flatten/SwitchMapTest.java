package io.nagare.engine.stage.flatten;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Many;
import io.nagare.emit.Emitter;
import io.nagare.engine.scheduler.step.StepScheduler;
import io.nagare.engine.stage.Tally;
import io.nagare.engine.strand.Probe;
import io.nagare.engine.strand.crossing.Egress;
import io.nagare.policy.Overflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;

/** A new item cancels the inner publisher of the item before it. */
class SwitchMapTest {

    private final StepScheduler scheduler = new StepScheduler();
    private final List<Object> events = new ArrayList<>();
    private final AtomicReference<Emitter<Integer>> outer = new AtomicReference<>();

    /** The emitters of the inner publishers, in the order of their items. Their demand is unbounded. */
    private final List<Emitter<Integer>> inners = new ArrayList<>();

    private Many<Integer> pushed(AtomicReference<Emitter<Integer>> emitter) {
        return Many.create(emitter::set, Overflow.unbounded());
    }

    private Many<Integer> inner(int item) {
        events.add("map " + item);
        return Many.<Integer>create(inners::add, Overflow.unbounded())
                .doOnRequest(n -> events.add("request " + n))
                .doOnCancel(() -> events.add("cancel " + item));
    }

    private <T> Probe<T> start(Publisher<T> stream, long demand) {
        Probe<T> probe = new Probe<>();
        Egress.serve(probe, stream, scheduler);
        if (demand > 0) {
            probe.request(demand);
        }
        scheduler.runAll();
        return probe;
    }

    private void emit(Emitter<Integer> to, int... items) {
        for (int item : items) {
            to.emit(item);
        }
        scheduler.runAll();
    }

    private static Many<Integer> counting(Many<Integer> stream, List<Object> to) {
        return stream.doOnRequest(to::add).doOnCancel(() -> to.add("cancelled"));
    }

    @Test
    void theOldOneIsCancelledBeforeTheMapperIsCalledAndWhatIsLeftOfTheDemandGoesToTheNewOne() {
        Probe<Integer> probe = start(pushed(outer).switchMap(this::inner), 5);
        emit(outer.get(), 1);
        emit(inners.get(0), 10, 11);
        emit(outer.get(), 2);
        emit(inners.get(0), 12);
        emit(inners.get(1), 20, 21, 22, 23);
        assertEquals(List.of(10, 11, 20, 21, 22), probe.signals());
        assertEquals(List.of("map 1", "request 5", "cancel 1", "map 2", "request 3"), events);
        emit(outer.get(), 3);
        assertEquals(List.of("cancel 2", "map 3"), events.subList(5, 7), "without demand, none is passed on");
        probe.request(1);
        emit(inners.get(2), 30, 31);
        assertEquals(List.of(10, 11, 20, 21, 22, 30), probe.signals());
    }

    @Test
    void itEndsWhenBothHaveEnded() {
        Probe<Integer> probe = start(pushed(outer).switchMap(this::inner), 9);
        emit(outer.get(), 1);
        outer.get().complete();
        emit(inners.get(0), 10);
        assertEquals(List.of(10), probe.signals());
        inners.get(0).complete();
        scheduler.runAll();
        assertEquals(List.of(10, "complete"), probe.signals());
        assertEquals(List.of("complete"), start(Many.<Integer>empty().switchMap(this::inner), 1).signals());
        assertEquals(
                List.of(3, "complete"),
                start(Many.range(1, 3).switchMap(i -> i < 3 ? Many.never() : Many.just(i)), 1)
                        .signals());
        assertEquals(
                List.of("complete"),
                start(Many.range(1, 3).switchMap(i -> i < 3 ? Many.never() : Many.empty()), 1)
                        .signals());
    }

    @Test
    void aFailureOfEitherCancelsTheOther() {
        IllegalStateException boom = new IllegalStateException("boom");
        Probe<Integer> byOuter = start(pushed(outer).switchMap(this::inner), 9);
        emit(outer.get(), 1);
        outer.get().error(boom);
        scheduler.runAll();
        assertEquals(List.of(boom), byOuter.signals());
        assertEquals(List.of("map 1", "request 9", "cancel 1"), events);
        Probe<Integer> byInner = start(
                pushed(outer).doOnCancel(() -> events.add("outer cancelled")).switchMap(i -> Many.error(boom)), 9);
        emit(outer.get(), 1);
        assertEquals(List.of(boom), byInner.signals());
        assertEquals("outer cancelled", events.get(3));
        assertEquals(0, scheduler.liveCount());
    }

    @Test
    void aPublisherThatIsJustAnItemOrEmptyEndsTheOldOneToo() {
        Probe<Integer> probe =
                start(pushed(outer).switchMap(i -> i == 0 ? inner(0) : i < 0 ? Many.empty() : Many.just(i)), 9);
        emit(outer.get(), 0, 5);
        emit(inners.get(0), 1);
        emit(outer.get(), 0, -1);
        emit(inners.get(1), 1);
        assertEquals(List.of(5), probe.signals());
        assertEquals(List.of("map 0", "request 9", "cancel 0", "map 0", "request 8", "cancel 0"), events);
    }

    @Test
    void withoutDemandTheLatestSingleItemWaits() {
        Probe<Integer> probe = start(
                pushed(outer).switchMap(Many::just).doOnDiscard(Integer.class, events::add), 1);
        emit(outer.get(), 1, 2, 3);
        outer.get().complete();
        scheduler.runAll();
        assertEquals(List.of(1), probe.signals());
        assertEquals(List.of(2), events);
        probe.request(1);
        scheduler.runAll();
        assertEquals(List.of(1, 3, "complete"), probe.signals());
    }

    @Test
    void nothingIsTakenBeforeThereIsDemand() {
        List<Object> asked = new ArrayList<>();
        Probe<Integer> probe = start(counting(Many.range(0, 3), asked).switchMap(Many::just), 0);
        assertEquals(List.of(), asked);
        probe.request(2);
        probe.request(2);
        scheduler.runAll();
        assertEquals(List.of(Long.MAX_VALUE), asked);
        assertEquals(List.of(0, 1, 2, "complete"), probe.signals());
    }

    /** Cancels from within each function of the user. After that no signal comes and no strand is left. */
    @Test
    void cancellationFromWithin() {
        for (String place : List.of("mapper", "constant", "supplier", "inner item", "inner request", "inner end")) {
            Probe<Integer> probe = new Probe<>();
            Runnable cancel = probe::cancel;
            Many<Integer> stream = Many.range(0, 9).concatWith(Many.never()).switchMap(i -> {
                if (i == 3 && (place.equals("mapper") || place.equals("constant"))) {
                    cancel.run();
                }
                if (place.equals("constant")) {
                    return Many.just(i);
                }
                return Many.<Integer>defer(() -> {
                            at(i, place, "supplier", cancel);
                            return Many.just(i).concatWith(place.equals("inner end") ? Many.empty() : Many.never());
                        })
                        .doOnNext(j -> at(i, place, "inner item", cancel))
                        .doOnRequest(n -> at(i, place, "inner request", cancel))
                        .doOnComplete(() -> at(i, place, "inner end", cancel));
            });
            Egress.serve(probe, stream, scheduler);
            probe.request(Long.MAX_VALUE);
            scheduler.runAll();
            assertEquals(place.equals("inner end") ? List.of(0, 1, 2, 3) : List.of(0, 1, 2), probe.signals(), place);
            assertEquals(0, scheduler.liveCount(), place);
        }
    }

    private static void at(int item, String place, String here, Runnable action) {
        if (item == 3 && place.equals(here)) {
            action.run();
        }
    }

    @Test
    void anOuterItemThatIsEmittedFromWithinAnInnerOneComesAfterIt() {
        Probe<Integer> probe = start(
                pushed(outer).switchMap(i -> Many.range(10 * i, 3).concatWith(Many.never()).doOnNext(j -> {
                    if (j < 30 && j % 10 == 2) {
                        outer.get().emit(i + 1);
                    }
                })), Long.MAX_VALUE);
        emit(outer.get(), 1);
        assertEquals(List.of(10, 11, 12, 20, 21, 22, 30, 31, 32), probe.signals());
    }

    @Test
    void aForeignPublisherIsCancelled() {
        Publisher<Integer> foreign = subscriber -> subscriber.onSubscribe(new Subscription() {
            @Override
            public void request(long n) {
                events.add("request " + n);
            }

            @Override
            public void cancel() {
                events.add("cancelled");
            }
        });
        Probe<Integer> probe = start(Many.range(0, 2).switchMap(i -> i == 0 ? foreign : Many.just(i)), 9);
        assertEquals(List.of(1, "complete"), probe.signals());
        assertEquals(List.of("request 9", "cancelled"), events);
        assertEquals(0, scheduler.liveCount());
    }

    @Test
    void aMillionSwitchesNeedNoStack() {
        int count = 1_000_000;
        int[] cancelled = new int[1];
        Many<Integer> endless = Many.<Integer>never().doOnCancel(() -> cancelled[0]++);
        Probe<Integer> probe = start(
                Many.range(0, count)
                        .switchMap(i -> i % 2 == 0 ? endless : Many.range(i, 2))
                        .count()
                        .toMany()
                        .map(Long::intValue),
                Long.MAX_VALUE);
        assertEquals(List.of(count, "complete"), probe.signals());
        assertEquals(count / 2, cancelled[0]);
        assertTrue(scheduler.unseen().isEmpty());
    }

    @Test
    void everyItemIsDeliveredOrDiscardedOnceWhereverItEnds() {
        Duration two = Duration.ofMillis(2);
        Tally.<Integer>check(m -> m.switchMap(Many::just), List::of);
        Tally.<Integer>check(
                m -> m.switchMap(i -> Many.just(i).delayElements(two).onOverflow(Overflow.fail(1))), List::of);
    }
}
