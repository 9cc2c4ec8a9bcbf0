package io.nagare.engine.stage.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Grouped;
import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.emit.Emitter;
import io.nagare.engine.scheduler.step.StepScheduler;
import io.nagare.engine.stage.Tally;
import io.nagare.engine.strand.Probe;
import io.nagare.engine.strand.crossing.Egress;
import io.nagare.failure.SubscribedTwiceException;
import io.nagare.failure.TooManyGroupsException;
import io.nagare.failure.UnclaimedException;
import io.nagare.policy.Flatten;
import io.nagare.policy.Grouping;
import io.nagare.policy.Overflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/** Groups: their bound, their buffer, and how they end. */
class GroupByTest {

    private final StepScheduler scheduler = new StepScheduler();
    private final List<Object> upstream = new ArrayList<>();
    private final List<Integer> lost = new ArrayList<>();
    private final AtomicReference<Emitter<Integer>> emitter = new AtomicReference<>();
    private final Many<Integer> pushed = Many.<Integer>create(emitter::set, Overflow.unbounded())
            .doOnRequest(upstream::add)
            .doOnCancel(() -> upstream.add("cancelled"));

    private <T> Probe<T> subscribe(Many<T> stream, long demand) {
        Probe<T> probe = new Probe<>();
        Egress.serve(probe, stream, scheduler);
        scheduler.runAll();
        return request(probe, demand);
    }

    private <T> Probe<T> request(Probe<T> probe, long n) {
        if (n > 0) {
            probe.request(n);
        }
        scheduler.runAll();
        return probe;
    }

    private void emit(int... items) {
        for (int item : items) {
            emitter.get().emit(item);
        }
        scheduler.runAll();
    }

    private void cancel(Probe<?> probe) {
        probe.cancel();
        scheduler.runAll();
    }

    private Probe<Grouped<Integer, Integer>> byTens(Grouping grouping, long demand) {
        return subscribe(pushed.groupBy(i -> i / 10, grouping).doOnDiscard(Integer.class, lost::add), demand);
    }

    @SuppressWarnings("unchecked")
    private static Grouped<Integer, Integer> group(Probe<Grouped<Integer, Integer>> groups, int at) {
        return (Grouped<Integer, Integer>) groups.signals().get(at);
    }

    private static List<Integer> keys(Probe<Grouped<Integer, Integer>> groups) {
        List<Integer> keys = new ArrayList<>();
        for (Object signal : groups.signals()) {
            if (signal instanceof Grouped<?, ?> group) {
                keys.add((Integer) group.key());
            }
        }
        return keys;
    }

    @Test
    void eachKeyHasAGroupWithItsItemsInOrder() {
        Probe<Grouped<Integer, Integer>> groups = byTens(Grouping.atMost(3), 9);
        emit(10, 20, 11, 30, 12, 21);
        assertEquals(List.of(1, 2, 3), keys(groups));
        Probe<Integer> ones = subscribe(group(groups, 0).items(), 9);
        assertEquals(List.of(10, 11, 12), ones.signals());
        emit(13);
        emitter.get().complete();
        scheduler.runAll();
        assertEquals(List.of(10, 11, 12, 13, "complete"), ones.signals());
        assertEquals("complete", groups.signals().get(3));
        assertEquals(List.of(20, 21, "complete"), subscribe(group(groups, 1).items(), 9).signals());
        assertInstanceOf(
                SubscribedTwiceException.class,
                subscribe(group(groups, 1).items(), 9).signals().get(0));
        assertEquals(List.of(), lost);
    }

    @Test
    void noMoreItemsAreRequestedThanTheBufferHasRoomFor() {
        Probe<Grouped<Integer, Integer>> groups = byTens(Grouping.atMost(3).buffer(4), 9);
        emit(10, 11, 20);
        assertEquals(List.of(4L), upstream);
        Probe<Integer> ones = subscribe(group(groups, 0).items(), 1);
        assertEquals(List.of(4L, 1L), upstream);
        request(ones, 9);
        emit(12, 13, 14);
        assertEquals(List.of(10, 11, 12, 13, 14), ones.signals());
        assertEquals(List.of(4L, 1L, 1L), upstream);
    }

    /** Must-pass case 35. */
    @Tag("case-35")
    @Test
    void moreGroupsThanAreReadAtATimeFailWhenTheBufferIsFull() {
        Probe<Integer> probe = subscribe(
                pushed.groupBy(i -> i / 10, Grouping.atMost(5).buffer(3).patience(Duration.ofSeconds(1)))
                        .doOnDiscard(Integer.class, lost::add)
                        .flatMap(Grouped::items, Flatten.concurrency(2)),
                Long.MAX_VALUE);
        emit(10, 20, 30, 11, 31, 32);
        scheduler.advance(Duration.ofMillis(999));
        assertEquals(List.of(10, 20, 11), probe.signals());
        scheduler.advance(Duration.ofMillis(1));
        UnclaimedException failure =
                assertInstanceOf(UnclaimedException.class, probe.signals().get(3));
        assertTrue(failure.getMessage().contains("the group of key 3"), failure.getMessage());
        assertTrue(failure.getMessage().contains("buffer of 3 items"), failure.getMessage());
        assertTrue(failure.getMessage().contains("concurrency of at least 5"), failure.getMessage());
        assertEquals(List.of(30, 31, 32), lost);
        assertEquals(List.of(3L, "cancelled"), upstream);
        assertEquals(0, scheduler.liveCount());
    }

    /** Must-pass case 35. */
    @Test
    void asManyGroupsAsAreReadAtATimeNeedNoPatience() {
        List<Object> sums = subscribe(
                        Many.range(0, 10_000)
                                .groupBy(i -> i % 16, Grouping.atMost(16).buffer(1).patience(Duration.ZERO))
                                .flatMap(g -> g.items().reduce(Integer::sum), Flatten.concurrency(16)),
                        Long.MAX_VALUE)
                .signals();
        assertEquals(17, sums.size());
        assertEquals("complete", sums.get(16));
    }

    @Test
    void aSubscriberThatComesInTimeEndsTheStandstill() {
        Probe<Grouped<Integer, Integer>> groups = byTens(Grouping.atMost(2).buffer(2), 9);
        emit(10, 11, 12, 20);
        scheduler.advance(Duration.ofSeconds(9));
        Probe<Integer> ones = subscribe(group(groups, 0).items(), 9);
        scheduler.advance(Duration.ofMinutes(1));
        assertEquals(List.of(10, 11, 12), ones.signals());
        assertEquals(List.of(1, 2), keys(groups));
        assertEquals(0, scheduler.armedCount());
    }

    @Test
    void aGroupThatIsReadSlowlyStopsUpstreamForAsLongAsItLikes() {
        Probe<Grouped<Integer, Integer>> groups = byTens(Grouping.atMost(2).buffer(2), 9);
        Probe<Integer> ones = null;
        emit(10);
        ones = subscribe(group(groups, 0).items(), 0);
        emit(11, 12, 13);
        scheduler.advance(Duration.ofHours(1));
        assertEquals(List.of(2L), upstream);
        request(ones, 9);
        assertEquals(List.of(10, 11, 12, 13), ones.signals());
    }

    @Tag("case-35")
    @Test
    void oneKeyMoreThanThereMayBeGroupsFails() {
        Probe<Grouped<Integer, Integer>> groups = byTens(Grouping.atMost(2), 9);
        emit(10, 20, 30);
        TooManyGroupsException failure =
                assertInstanceOf(TooManyGroupsException.class, groups.signals().get(2));
        assertEquals(2, failure.limit());
        assertTrue(failure.getMessage().contains("key 3"), failure.getMessage());
        assertEquals(List.of(30), lost);
        assertEquals(List.of(256L, "cancelled"), upstream);
        assertEquals(List.of(10, failure), subscribe(group(groups, 0).items(), 9).signals());
    }

    @Test
    void theGroupIdleForLongestMakesRoom() {
        Probe<Grouped<Integer, Integer>> groups = byTens(Grouping.atMost(2).evictOldestIdle(), 9);
        emit(10, 20);
        Probe<Integer> ones = subscribe(group(groups, 0).items(), 9);
        Probe<Integer> twos = subscribe(group(groups, 1).items(), 9);
        emit(11, 30);
        assertEquals(List.of(10, 11), ones.signals());
        assertEquals(List.of(20, "complete"), twos.signals());
        emit(21);
        assertEquals(List.of(1, 2, 3, 2), keys(groups));
        assertEquals(List.of(10, 11, "complete"), ones.signals());
        emit(40);
        assertInstanceOf(TooManyGroupsException.class, groups.signals().get(4));
    }

    @Test
    void anIdleGroupEndsAfterItsTimeUnlessItsItemsWait() {
        Probe<Grouped<Integer, Integer>> groups = byTens(Grouping.atMost(9).closeIdleAfter(Duration.ofMillis(10)), 9);
        emit(10, 20, 30);
        Probe<Integer> ones = subscribe(group(groups, 0).items(), 9);
        Probe<Integer> twos = subscribe(group(groups, 1).items(), 9);
        scheduler.advance(Duration.ofMillis(6));
        emit(21);
        scheduler.advance(Duration.ofMillis(4));
        assertEquals(List.of(10, "complete"), ones.signals());
        assertEquals(List.of(20, 21), twos.signals());
        scheduler.advance(Duration.ofMillis(10));
        assertEquals(List.of(20, 21, "complete"), twos.signals());
        emit(31, 11);
        assertEquals(List.of(1, 2, 3, 1), keys(groups));
        assertEquals(List.of(30, 31), subscribe(group(groups, 2).items(), 9).signals());
        emitter.get().complete();
        scheduler.runAll();
        assertEquals(0, scheduler.armedCount());
    }

    @Test
    void aGroupIsIdleFromWhenItsLastItemIsTaken() {
        Grouping grouping = Grouping.atMost(2).closeIdleAfter(Duration.ofMillis(10)).evictOldestIdle();
        Probe<Grouped<Integer, Integer>> groups = byTens(grouping, 9);
        emit(10);
        Probe<Integer> ones = subscribe(group(groups, 0).items(), 0);
        emit(20);
        Probe<Integer> twos = subscribe(group(groups, 1).items(), 9);
        scheduler.advance(Duration.ofMillis(9));
        ones.request(9);
        scheduler.runAll();
        emit(30);
        assertEquals(List.of(20, "complete"), twos.signals());
        Probe<Integer> threes = subscribe(group(groups, 2).items(), 9);
        scheduler.advance(Duration.ofMillis(9));
        assertEquals(List.of(10), ones.signals());
        scheduler.advance(Duration.ofMillis(1));
        assertEquals(List.of(10, "complete"), ones.signals());
        assertEquals(List.of(30, "complete"), threes.signals());
        assertEquals(0, scheduler.armedCount());
    }

    /** Must-pass case 35. */
    @Tag("case-35")
    @Test
    void theKeyOfACancelledGroupComesAgainAsANewGroup() {
        Probe<Grouped<Integer, Integer>> groups = byTens(Grouping.atMost(1).buffer(3), 9);
        emit(10, 11, 12);
        Probe<Integer> ones = subscribe(group(groups, 0).items(), 1);
        cancel(ones);
        assertEquals(List.of(11, 12), lost);
        assertEquals(List.of(3L, 1L, 2L), upstream);
        emit(13);
        assertEquals(List.of(1, 1), keys(groups));
        assertEquals(List.of(13), subscribe(group(groups, 1).items(), 9).signals());
    }

    /** Must-pass case 35. */
    @Test
    void groupsWithASubscriberOutliveTheStreamOfGroups() {
        Probe<Grouped<Integer, Integer>> groups = byTens(Grouping.atMost(3).buffer(8), 9);
        emit(10, 20, 30);
        Probe<Integer> ones = subscribe(group(groups, 0).items(), 9);
        Probe<Integer> twos = subscribe(group(groups, 1).items(), 9);
        cancel(groups);
        assertEquals(List.of(30), lost);
        emit(11, 31, 40, 21);
        assertEquals(List.of(10, 11), ones.signals());
        assertEquals(List.of(20, 21), twos.signals());
        assertEquals(List.of(30, 31, 40), lost);
        cancel(ones);
        assertEquals(false, upstream.contains("cancelled"));
        cancel(twos);
        assertEquals("cancelled", upstream.get(upstream.size() - 1));
        assertInstanceOf(
                UnclaimedException.class,
                subscribe(group(groups, 2).items(), 9).signals().get(0));
    }

    @Tag("case-35")
    @Test
    void aFailureOfUpstreamOrOfTheKeyFunctionReachesAllGroups() {
        IllegalStateException failure = new IllegalStateException("planted");
        for (boolean inKey : new boolean[] {true, false}) {
            Many<Integer> failing = inKey ? Many.range(8, 9) : Many.range(8, 4).concatWith(Many.error(failure));
            Probe<Grouped<Integer, Integer>> groups = subscribe(
                    failing.groupBy(
                            i -> {
                                if (i == 12) {
                                    throw failure;
                                }
                                return i / 10;
                            },
                            Grouping.atMost(2)),
                    9);
            assertSame(failure, groups.signals().get(2));
            assertEquals(List.of(8, 9, failure), subscribe(group(groups, 0).items(), 9).signals());
            assertEquals(List.of(10, 11, failure), subscribe(group(groups, 1).items(), 9).signals());
        }
    }

    @Test
    void everyItemIsDeliveredOrDiscardedOnceWhereverItEnds() {
        Grouping four = Grouping.atMost(4).buffer(3);
        Tally.<Integer>check(m -> m.groupBy(i -> i % 4, four).flatMap(Grouped::items), List::of);
        Tally.<Integer>check(m -> m.groupBy(i -> i % 4, four).flatMap(g -> g.items().take(2)), List::of);
        Tally.<Integer>check(
                m -> m.groupBy(i -> i % 4, four).flatMap(Grouped::items, Flatten.concurrency(2)), List::of);
        Tally.<Integer>check(
                m -> m.groupBy(i -> i % 4, four).flatMap(Grouped::items, Flatten.concurrency(4).ordered()), List::of);
        Tally.<Integer>check(m -> m.groupBy(i -> i % 4, four).concatMap(Grouped::items), List::of);
        Tally.<Integer>check(m -> m.groupBy(i -> i % 4, four).take(2).flatMap(Grouped::items), List::of);
        Tally.<Integer>check(
                m -> m.groupBy(i -> i / 3, Grouping.atMost(2).evictOldestIdle()).flatMap(Grouped::items), List::of);
        Tally.<Integer>check(
                m -> m.groupBy(i -> i % 4, four.closeIdleAfter(Duration.ofMillis(2))).flatMap(Grouped::items),
                List::of);
        Tally.<Integer>check(m -> m.groupBy(i -> i % 4, Grouping.atMost(2)).flatMap(Grouped::items), List::of);
    }

    @Test
    void aMillionGroupsOneAfterTheOtherNeedNoStack() {
        assertEquals(
                List.of(1_000_000L, "complete"),
                subscribe(
                                Many.range(0, 1_000_000)
                                        .groupBy(i -> i, Grouping.atMost(1).evictOldestIdle())
                                        .flatMap(Grouped::items, Flatten.concurrency(2))
                                        .count()
                                        .toMany(),
                                Long.MAX_VALUE)
                        .signals());
    }

    @Test
    void groupsAndWindowsAreReadOnOtherStrandsWithoutLoss() throws Exception {
        try (Nagare runtime = Nagare.multiThread().workers(2).name("parts").start()) {
            for (int round = 0; round < 50; round++) {
                Grouping grouping = Grouping.atMost(8).buffer(4);
                One<Long> groups = Many.range(0, 2_000)
                        .groupBy(i -> i % 8, grouping)
                        .runOn(runtime)
                        .flatMap(g -> g.items().runOn(runtime).count(), Flatten.concurrency(8))
                        .reduce(Long::sum);
                assertEquals(2_000L, runtime.spawn(groups).join());
                One<Integer> windows = Many.range(0, 2_000)
                        .windowUntil(i -> i % 7 == 6, 2)
                        .runOn(runtime)
                        .concatMap(w -> w.runOn(runtime).take(5))
                        .reduce((a, b) -> b == a + 1 || b == a + 3 ? b : Integer.MIN_VALUE);
                assertEquals(1_999, runtime.spawn(windows).join());
                One<Integer> first = Many.range(0, 2_000).window(100).runOn(runtime).take(1).concatMap(w -> w).last();
                assertEquals(99, runtime.spawn(first).join());
            }
        }
    }

    @Test
    void anotherLibraryReadsGroupsAndWindowsOnItsOwnThreads() {
        for (int round = 0; round < 50; round++) {
            Long counted = Flux.from(Many.range(0, 2_000).groupBy(i -> i % 8, Grouping.atMost(8).buffer(4)))
                    .publishOn(Schedulers.parallel())
                    .flatMap(g -> Flux.from(g.items()).publishOn(Schedulers.parallel()).count(), 8)
                    .reduce(Long::sum)
                    .block(Duration.ofSeconds(20));
            assertEquals(2_000L, counted);
            List<Integer> sizes = Flux.from(Many.range(0, 2_000).window(300))
                    .publishOn(Schedulers.parallel())
                    .concatMap(w -> Flux.from(w).publishOn(Schedulers.parallel()).collectList())
                    .map(List::size)
                    .collectList()
                    .block(Duration.ofSeconds(20));
            assertEquals(List.of(300, 300, 300, 300, 300, 300, 200), sizes);
        }
    }
}
