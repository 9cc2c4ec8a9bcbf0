package io.nagare.engine.channel.share;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Many;
import io.nagare.One;
import io.nagare.emit.Emitter;
import io.nagare.engine.channel.ChannelFixture;
import io.nagare.engine.strand.Probe;
import io.nagare.failure.LaggedException;
import io.nagare.policy.Memory;
import io.nagare.policy.Overflow;
import io.nagare.policy.Sharing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SharingTest extends ChannelFixture {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final AtomicReference<Emitter<Integer>> emitter = new AtomicReference<>();
    private int subscriptions;
    private int cancellations;

    /** A source that the test drives by hand. */
    private final Many<Integer> driven = counted(Many.create(emitter::set, Overflow.unbounded()));

    private Many<Integer> counted(Many<Integer> source) {
        return source.doOnSubscribe(() -> subscriptions++).doOnCancel(() -> cancellations++);
    }

    private void emit(int... items) {
        for (int item : items) {
            emitter.get().emit(item);
            scheduler.runAll();
        }
    }

    @Test
    void laggardsSkipWhileTheFastestPaces() {
        Many<Integer> shared = counted(Many.range(0, 100)).share(Sharing.laggardsSkip(4));
        Probe<Integer> slow = request(subscribe(shared), 1);
        Probe<Integer> fast = request(subscribe(shared), 20);
        assertTrue(fast.signals().size() >= 19, fast.signals().toString());
        request(slow, 1);
        assertEquals(0, slow.signals().get(0));
        int next = (int) slow.signals().get(1);
        assertTrue(next > 1, "items were skipped, and the next was " + next);
        request(fast, 1_000);
        assertEquals("complete", fast.signals().get(fast.signals().size() - 1));
        request(slow, 1_000);
        assertSignals(slow, 0, next, 96, 97, 98, 99, "complete");
        assertEquals(1, subscriptions);
    }

    @Test
    void laggardsFailAloneWhereTheyAreToldTo() {
        Many<Integer> shared = Many.range(0, 100).share(Sharing.laggardsFail(4));
        Probe<Integer> slow = request(subscribe(shared), 1);
        Probe<Integer> fast = request(subscribe(shared), 1_000);
        request(slow, 1);
        assertTrue(assertFailed(LaggedException.class, slow).missed() > 0);
        assertEquals("complete", fast.signals().get(fast.signals().size() - 1));
    }

    @Test
    void theSourceIsSubscribedWhenThereAreEnoughSubscribers() {
        Many<Integer> shared = counted(Many.range(0, 3)).share(Sharing.slowestPaces(4).connectAfter(2));
        Probe<Integer> first = demand(shared);
        assertEquals(0, subscriptions);
        cancel(first);
        first = demand(shared);
        assertEquals(0, subscriptions);
        Probe<Integer> second = demand(shared);
        assertSignals(first, 0, 1, 2, "complete");
        assertSignals(second, 0, 1, 2, "complete");
        assertEquals(1, subscriptions);
        assertEquals(0, scheduler.liveCount());
    }

    @Test
    void theSourceIsKeptForAWhileWhenTheLastHasGone() {
        Many<Integer> shared = driven.share(Sharing.slowestPaces(4).disconnectAfter(SECOND));
        Probe<Integer> first = demand(shared);
        emit(1);
        cancel(first);
        scheduler.advance(SECOND.dividedBy(2));
        Probe<Integer> second = demand(shared);
        scheduler.advance(SECOND.multipliedBy(3));
        emit(2);
        assertSignals(second, 2);
        assertEquals(1, subscriptions);
        assertEquals(0, cancellations);
        cancel(second);
        scheduler.advance(SECOND);
        assertEquals(1, cancellations);
        assertEquals(0, scheduler.liveCount());
        assertEquals(0, scheduler.armedCount());
        demand(shared);
        assertEquals(2, subscriptions);
    }

    @Tag("case-34")
    @Test
    void replayGivesTheLastItemsThenWhatFollowsThenTheEnd() {
        Many<Integer> shared = driven.replay(2);
        Probe<Integer> first = demand(shared);
        emit(1, 2, 3);
        Probe<Integer> second = request(subscribe(shared), 1);
        assertSignals(second, 2);
        emit(4);
        request(second, 1);
        assertSignals(second, 2, 3);
        emitter.get().complete();
        assertSignals(first, 1, 2, 3, 4, "complete");
        Probe<Integer> late = request(subscribe(shared), 1);
        assertSignals(late, 3);
        request(late, 1);
        assertSignals(late, 3, 4, "complete");
        request(second, 1);
        assertSignals(second, 2, 3, 4, "complete");
        assertEquals(1, subscriptions);
    }

    @Tag("case-34")
    @Test
    void theFirstToLeaveDoesNotEndAReplayAndAFailureIsRememberedToo() {
        Many<Integer> shared = driven.replay(1);
        Probe<Integer> first = demand(shared);
        emit(1);
        cancel(first);
        assertEquals(0, cancellations);
        emit(2);
        IllegalStateException planted = new IllegalStateException("planted");
        emitter.get().error(planted);
        scheduler.runAll();
        assertSignals(demand(shared), 2, planted);
        assertEquals(1, subscriptions);
        assertEquals(0, scheduler.liveCount());
    }

    @Tag("case-34")
    @Test
    void aFailureThatIsNotRememberedStartsTheSourceAnew() {
        Many<Integer> shared = driven.share(
                Sharing.slowestPaces(4).neverDisconnect().replay(1).remember(Sharing.End.COMPLETION_REMEMBERED));
        Probe<Integer> first = demand(shared);
        emit(1);
        IllegalStateException planted = new IllegalStateException("planted");
        emitter.get().error(planted);
        assertSignals(first, 1, planted);
        Probe<Integer> second = demand(shared);
        assertSignals(second);
        emit(2);
        emitter.get().complete();
        assertSignals(second, 2, "complete");
        assertSignals(demand(shared), 2, "complete");
        assertEquals(2, subscriptions);
    }

    @Tag("case-34")
    @Test
    void itemsThatAreTooOldAreNotReplayed() {
        Many<Integer> shared = driven.replay(10, SECOND);
        demand(shared);
        emit(1);
        scheduler.advance(SECOND.dividedBy(2));
        emit(2);
        scheduler.advance(SECOND.dividedBy(2).plusMillis(1));
        emit(3);
        assertSignals(demand(shared), 2, 3);
    }

    @Test
    void aReplayThatStandsStillHoldsUpNobodyWhoIsWithinTheBound() {
        Many<Integer> shared = counted(Many.range(0, 1_000)).share(
                Sharing.slowestPaces(4).neverDisconnect().replay(16));
        Probe<Integer> first = request(subscribe(shared), 20);
        Probe<Integer> still = subscribe(shared);
        request(first, 1_000);
        assertTrue(first.signals().size() <= 20 + 4, "the slowest paces: " + first.signals().size());
        request(still, 1);
        assertSignals(still, 8);
        request(still, 10_000);
        assertEquals("complete", first.signals().get(1_000));
        assertEquals(Many.range(8, 992).collectList().block(), still.signals().subList(0, 992));
    }

    @Test
    void publishLetsItsSelectorSubscribeAgain() {
        Probe<Integer> probe = demand(driven.publish(shared -> shared.take(2).concatWith(shared.take(2))));
        emit(1, 2, 3, 4);
        assertSignals(probe, 1, 2, 3, 4, "complete");
        assertEquals(1, subscriptions);
        assertEquals(1, cancellations);
        assertEquals(0, scheduler.liveCount());
    }

    @Test
    void aResultIsRememberedForAllThoughTheFirstWhoAskedHasGone() {
        List<Emitter<Integer>> emitters = new ArrayList<>();
        One<Integer> once = counted(Many.create(emitters::add)).next().memoize();
        Probe<Integer> first = demand(once);
        Probe<Integer> second = demand(once);
        cancel(first);
        emitters.get(0).emit(7);
        assertSignals(second, 7, "complete");
        assertSignals(demand(once), 7, "complete");
        assertSignals(first);
        assertEquals(1, subscriptions);
        assertEquals(0, scheduler.liveCount());
    }

    @Test
    void aResultIsForgottenAfterItsTimeOrWhenItIsInvalidOrIsAFailureThatIsNotToBeRemembered() {
        int[] calls = new int[1];
        One<Integer> timed = One.fromCallable(() -> ++calls[0]).memoize(Memory.validFor(SECOND));
        assertSignals(demand(timed), 1, "complete");
        scheduler.advance(SECOND.minusMillis(1));
        assertSignals(demand(timed), 1, "complete");
        scheduler.advance(Duration.ofMillis(1));
        assertSignals(demand(timed), 2, "complete");

        One<Integer> odd = One.fromCallable(() -> ++calls[0])
                .memoize(Memory.<Integer>forever().invalidIf(n -> n % 2 == 1));
        assertSignals(demand(odd), 3, "complete");
        assertSignals(demand(odd), 4, "complete");
        assertSignals(demand(odd), 4, "complete");

        IllegalStateException planted = new IllegalStateException("planted");
        One<Integer> failing = One.<Integer>fromCallable(() -> {
                    calls[0]++;
                    throw planted;
                })
                .memoize();
        assertSignals(demand(failing), planted);
        assertSignals(demand(failing), planted);
        assertEquals(5, calls[0]);
        One<Integer> trying = One.fromCallable(() -> {
                    if (++calls[0] == 6) {
                        throw planted;
                    }
                    return calls[0];
                })
                .memoize(Memory.forever().forgettingFailures());
        assertSignals(demand(trying), planted);
        assertSignals(demand(trying), 7, "complete");
        assertSignals(demand(trying), 7, "complete");
        assertSignals(demand(One.empty().memoize()), "complete");
    }

    @Test
    void aPredicateThatThrowsFailsItsSubscriber() {
        IllegalStateException planted = new IllegalStateException("planted");
        One<Integer> once = One.just(1).memoize(Memory.<Integer>forever().invalidIf(n -> {
            throw planted;
        }));
        assertSignals(demand(once), 1, "complete");
        assertSame(planted, assertFailed(IllegalStateException.class, demand(once)));
        assertSignals(demand(once.onErrorReturn(2)), 2, "complete");
    }
}
