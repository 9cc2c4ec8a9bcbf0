package io.nagare.engine.stage.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Many;
import io.nagare.TaskLocal;
import io.nagare.emit.Emitter;
import io.nagare.engine.scheduler.step.StepScheduler;
import io.nagare.engine.stage.Tally;
import io.nagare.engine.strand.Probe;
import io.nagare.engine.strand.crossing.Egress;
import io.nagare.failure.SubscribedTwiceException;
import io.nagare.failure.UnclaimedException;
import io.nagare.policy.Flatten;
import io.nagare.policy.Overflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Windows by size, by predicate and by time. */
class WindowTest {

    private final StepScheduler scheduler = new StepScheduler();
    private final List<Object> upstream = new ArrayList<>();
    private final List<Integer> lost = new ArrayList<>();
    private final AtomicReference<Emitter<Integer>> emitter = new AtomicReference<>();
    private final Many<Integer> pushed = Many.<Integer>create(emitter::set, Overflow.unbounded())
            .doOnRequest(upstream::add)
            .doOnCancel(() -> upstream.add("cancelled"));

    private <T> Probe<T> subscribe(Many<T> stream) {
        Probe<T> probe = new Probe<>();
        Egress.serve(probe, stream, scheduler);
        scheduler.runAll();
        return probe;
    }

    private void emit(int... items) {
        for (int item : items) {
            emitter.get().emit(item);
        }
        scheduler.runAll();
    }

    private <T> Probe<T> request(Probe<T> probe, long n) {
        probe.request(n);
        scheduler.runAll();
        return probe;
    }

    private void cancel(Probe<?> probe) {
        probe.cancel();
        scheduler.runAll();
    }

    private <T> List<Object> all(Many<T> stream) {
        return request(subscribe(stream), Long.MAX_VALUE).signals();
    }

    @SuppressWarnings("unchecked")
    private static Many<Integer> window(Probe<Many<Integer>> windows, int at) {
        return (Many<Integer>) windows.signals().get(at);
    }

    private static Many<List<Integer>> lists(Many<Many<Integer>> windows) {
        return windows.concatMap(window -> window.collectList());
    }

    @Test
    void windowsHaveWhatListsHave() {
        for (int n = 0; n < 8; n++) {
            Many<Integer> source = Many.range(0, n);
            assertEquals(all(source.buffer(3)), all(lists(source.window(3))));
            assertEquals(all(source.bufferUntil(i -> i % 3 == 1)), all(lists(source.windowUntil(i -> i % 3 == 1))));
            assertEquals(all(source.buffer(3)), all(lists(source.windowTimeout(3, Duration.ofSeconds(1)))));
        }
    }

    @Test
    void exactlyTheItemsThatTheWindowsNeedAreRequested() {
        Probe<Many<Integer>> windows = request(subscribe(pushed.window(3)), 2);
        assertEquals(List.of(6L), upstream);
        emit(0, 1, 2, 3, 4, 5, 6);
        assertEquals(2, windows.signals().size());
        request(windows, 1);
        assertEquals(List.of(6L, 3L), upstream);
        request(windows, Long.MAX_VALUE);
        assertEquals(List.of(6L, 3L, Long.MAX_VALUE), upstream);
    }

    @Test
    void aWindowEndingByPredicateTakesOneItemAfterTheOther() {
        Probe<Many<Integer>> windows = request(subscribe(pushed.windowUntil(i -> i % 2 == 1)), 1);
        Probe<Integer> first = request(afterEmitting(windows, 0), 9);
        emit(1, 2);
        assertEquals(List.of(0, 1, "complete"), first.signals());
        assertEquals(1, windows.signals().size());
        assertEquals(List.of(1L), upstream);
    }

    private Probe<Integer> afterEmitting(Probe<Many<Integer>> windows, int item) {
        emit(item);
        return subscribe(window(windows, windows.signals().size() - 1));
    }

    @Test
    void aWindowKeepsItsItemsForASubscriberThatComesLater() {
        Probe<Many<Integer>> windows = request(subscribe(Many.range(0, 5).window(3)), Long.MAX_VALUE);
        assertEquals("complete", windows.signals().get(2));
        assertEquals(List.of(0, 1, 2, "complete"), all(window(windows, 0)));
        Probe<Integer> second = request(subscribe(window(windows, 1)), 1);
        assertEquals(List.of(3), second.signals());
        request(second, 1);
        assertEquals(List.of(3, 4, "complete"), second.signals());
    }

    @Test
    void aSecondSubscriberOfAWindowIsRefused() {
        Probe<Many<Integer>> windows = request(subscribe(Many.range(0, 3).window(3)), 1);
        subscribe(window(windows, 0));
        assertInstanceOf(SubscribedTwiceException.class, all(window(windows, 0)).get(0));
        List<Object> onTheStrand = all(Many.range(0, 3).window(3).flatMap(w -> w.concatWith(w)));
        assertEquals(List.of(0, 1, 2), onTheStrand.subList(0, 3));
        assertInstanceOf(SubscribedTwiceException.class, onTheStrand.get(3));
    }

    /** Must-pass case 36. */
    @Tag("case-36")
    @Test
    void windowsThatNobodySubscribesToStopNothing() {
        assertEquals(List.of(4L, "complete"), all(Many.range(0, 10).window(3).count().toMany()));
        assertEquals(
                List.of(4L, "complete"),
                all(Many.range(0, 10).windowTimeout(3, Duration.ofSeconds(1)).count().toMany()));
        assertEquals(0, scheduler.liveCount());
        assertEquals(0, scheduler.armedCount());
    }

    /** Must-pass case 36. */
    @Tag("case-36")
    @Test
    void anOpenWindowOutlivesTheStreamOfWindowsIfItHasASubscriber() {
        Probe<Many<Integer>> windows = request(subscribe(pushed.window(3)), 5);
        Probe<Integer> first = request(afterEmitting(windows, 0), 9);
        cancel(windows);
        emit(1);
        assertEquals(List.of(0, 1), first.signals());
        assertEquals(List.of(15L), upstream);
        emit(2);
        assertEquals(List.of(0, 1, 2, "complete"), first.signals());
        assertEquals(List.of(15L, "cancelled"), upstream);
    }

    @Test
    void upstreamIsCancelledWhenTheLastWindowIs() {
        Probe<Many<Integer>> windows = request(subscribe(pushed.window(3)), 1);
        Probe<Integer> first = request(afterEmitting(windows, 0), 9);
        cancel(windows);
        cancel(first);
        assertEquals(List.of(3L, "cancelled"), upstream);
    }

    @Tag("case-36")
    @Test
    void anOpenWindowWithoutASubscriberIsGivenUpWithTheStreamOfWindows() {
        Probe<Many<Integer>> windows =
                request(subscribe(pushed.window(3).doOnDiscard(Integer.class, lost::add)), 1);
        emit(0, 1);
        cancel(windows);
        assertEquals(List.of(3L, "cancelled"), upstream);
        assertEquals(List.of(0, 1), lost);
        UnclaimedException failure = assertInstanceOf(
                UnclaimedException.class, all(window(windows, 0)).get(0));
        assertTrue(failure.getMessage().contains("a window was given up"), failure.getMessage());
    }

    @Test
    void aWindowThatIsSubscribedWhileItGoesDownOutlivesTheCancellationInTheSameCall() {
        assertEquals(List.of(0, 1, 2, "complete"), all(Many.range(0, 9).window(3).take(1).concatMap(w -> w)));
        assertEquals(
                List.of(0, 1, 2, 3, "complete"),
                all(Many.range(0, 9).windowUntil(i -> i == 3).take(1).flatMap(w -> w)));
    }

    @Test
    void aWindowWhoseSubscriberCancelsGoesOnWithoutIt() {
        assertEquals(
                List.of(0, 3, 6, "complete"),
                all(Many.range(0, 8).window(3).concatMap(w -> w.take(1)).doOnDiscard(Integer.class, lost::add)));
        assertEquals(List.of(1, 2, 4, 5, 7), lost);
    }

    @Test
    void aFailureReachesTheWindowBehindItsItems() {
        IllegalStateException failure = new IllegalStateException("planted");
        Probe<Many<Integer>> windows =
                request(subscribe(Many.range(0, 4).concatWith(Many.error(failure)).window(3)), 9);
        assertSame(failure, windows.signals().get(2));
        assertEquals(List.of(0, 1, 2, "complete"), all(window(windows, 0)));
        assertEquals(List.of(3, failure), all(window(windows, 1)));
    }

    @Test
    void aWindowEndsWhenItsTimeIsUp() {
        Many<Many<Integer>> stream = pushed.windowTimeout(3, Duration.ofMillis(10));
        Probe<List<Integer>> lists = request(subscribe(lists(stream)), 9);
        emit(1, 2, 3);
        scheduler.advance(Duration.ofMillis(50));
        emit(4);
        scheduler.advance(Duration.ofMillis(9));
        assertEquals(List.of(List.of(1, 2, 3)), lists.signals());
        scheduler.advance(Duration.ofMillis(1));
        assertEquals(List.of(List.of(1, 2, 3), List.of(4)), lists.signals());
        emitter.get().complete();
        scheduler.runAll();
        assertEquals("complete", lists.signals().get(2));
        assertEquals(0, scheduler.armedCount());
    }

    /** Must-pass case 25. */
    @Tag("case-25")
    @Test
    void windowsThatWaitForDemandHoldNoMoreItemsThanOne() {
        Probe<Many<Integer>> windows = request(subscribe(pushed.windowTimeout(4, Duration.ofMillis(10))), 1);
        for (int i = 0; i < 9; i++) {
            emit(i);
            scheduler.advance(Duration.ofMillis(10));
        }
        assertEquals(List.of(4L), upstream);
        assertEquals(1, windows.signals().size());
        request(windows, 3);
        assertEquals(List.of(0, "complete"), all(window(windows, 0)));
        assertEquals(List.of(3, "complete"), all(window(windows, 3)));
        assertEquals(4, windows.signals().size());
    }

    @Test
    void anOpenWindowThatIsFullStopsUpstreamUntilSomebodyTakesFromIt() {
        Probe<Many<Integer>> windows = request(subscribe(pushed.windowUntil(i -> false, 2)), 1);
        emit(0, 1, 2, 3, 4);
        assertEquals(List.of(1L), upstream);
        Probe<Integer> first = request(subscribe(window(windows, 0)), 1);
        assertEquals(List.of(1L, 1L), upstream);
        scheduler.advance(Duration.ofMinutes(1));
        request(first, Long.MAX_VALUE);
        assertEquals(List.of(0, 1, 2, 3, 4), first.signals());
    }

    /** Must-pass case 36. */
    @Test
    void anOpenWindowThatIsFullAndThatNobodyWantsFailsTheStream() {
        Probe<Many<Integer>> windows = subscribe(
                pushed.windowUntil(i -> false, 2).doOnDiscard(Integer.class, lost::add));
        request(windows, 1);
        emit(0, 1, 2);
        scheduler.advance(Duration.ofMillis(9_999));
        assertEquals(1, windows.signals().size());
        scheduler.advance(Duration.ofMillis(1));
        UnclaimedException failure =
                assertInstanceOf(UnclaimedException.class, windows.signals().get(1));
        assertTrue(failure.getMessage().contains("buffer of 2 items"), failure.getMessage());
        assertEquals(List.of(1L, "cancelled"), upstream);
        assertEquals(List.of(0, 1, failure), all(window(windows, 0)));
        assertEquals(0, scheduler.liveCount());
    }

    /**
     * The part of case 16 about windows: a subscriber reads them, and a cancellation of their operator reaches them.
     */
    @Test
    void everyItemIsDeliveredOrDiscardedOnceWhereverItEnds() {
        Tally.<Integer>check(m -> m.window(5).concatMap(w -> w), List::of);
        Tally.<Integer>check(m -> m.window(3).flatMap(w -> w), List::of);
        Tally.<Integer>check(m -> m.window(4).flatMap(w -> w, Flatten.concurrency(3).ordered()), List::of);
        Tally.<Integer>check(m -> m.window(4).flatMap(w -> w.take(2)), List::of);
        Tally.<Integer>check(m -> m.window(4).take(2).concatMap(w -> w), List::of);
        Tally.<List<Integer>>check(m -> lists(m.windowUntil(i -> i % 4 == 3)), list -> list);
        Tally.<Integer>check(m -> m.windowUntil(i -> i % 4 == 3, 1).concatMap(w -> w), List::of);
        Tally.<Integer>check(m -> m.windowTimeout(4, Duration.ofMillis(2)).concatMap(w -> w), List::of);
        Tally.<Integer>check(m -> m.windowTimeout(5, Duration.ofMillis(3)).flatMap(w -> w), List::of);
    }

    @Test
    void aWindowBringsItsItemsWithTheLocalsOfItsSubscriber() {
        TaskLocal<String> where = TaskLocal.named("where");
        Many<String> seen = Many.range(0, 2)
                .window(2)
                .contextWrite(where, "inside")
                .concatMap(w -> w.map(i -> where.getOr("?") + i))
                .contextWrite(where, "outside");
        assertEquals(List.of("outside0", "outside1", "complete"), all(seen));
    }

    @Test
    void aMillionWindowsNeedNoStack() {
        assertEquals(
                List.of(1_000_000L, "complete"),
                all(Many.range(0, 1_000_000).window(1).concatMap(w -> w).count().toMany()));
        assertEquals(
                List.of(1_000_000L, "complete"),
                all(Many.range(0, 1_000_000).window(1_000_000).concatMap(w -> w).count().toMany()));
    }

    @Test
    void anyNumberOfWindowStagesNeedsNoStack() {
        Many<Integer> stream = Many.range(0, 4);
        for (int i = 0; i < 5_000; i++) {
            stream = stream.window(2).concatMap(w -> w);
        }
        assertEquals(List.of(0, 1, 2, 3, "complete"), all(stream));
    }
}
