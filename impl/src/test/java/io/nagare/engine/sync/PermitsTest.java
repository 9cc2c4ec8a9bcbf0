package io.nagare.engine.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Many;
import io.nagare.One;
import io.nagare.engine.strand.Probe;
import io.nagare.sync.AlreadyReleasedException;
import io.nagare.sync.Permit;
import io.nagare.sync.Permits;
import io.nagare.sync.PermitsClosedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PermitsTest extends SyncFixture {

    @Test
    void acquiringIsLazyAndTakesNothingBeforeDemand() {
        Permits permits = Permits.of(2);
        One<Permit> acquiring = permits.acquire();
        assertEquals(2, permits.available());
        Probe<Permit> probe = subscribe(acquiring);
        assertEquals(2, permits.available());
        probe.request(1);
        scheduler.runAll();
        assertEquals(1, permits.available());
        item(probe).close();
        assertEquals(2, permits.available());
        item(demand(acquiring));
        assertEquals(1, permits.available(), "each subscription takes one of its own");
    }

    @Test
    void permitsAreGivenInTheOrderOfTheDemandAndALargeRequestHoldsUpSmallOnes() {
        Permits permits = Permits.of(3);
        Permit one = item(demand(permits.acquire()));
        Permit two = item(demand(permits.acquire(2)));
        Probe<Permit> large = demand(permits.acquire(3));
        Probe<Permit> small = demand(permits.acquire());
        two.close();
        scheduler.runAll();
        assertWaiting(large);
        assertWaiting(small);
        assertEquals(0, permits.available(), "what came back is put aside for the first in line");
        assertNull(permits.tryAcquire(), "nobody overtakes");
        one.close();
        scheduler.runAll();
        assertEquals(3, item(large).count());
        assertWaiting(small);
        item(large).close();
        scheduler.runAll();
        assertEquals(1, item(small).count());
        assertEquals(2, permits.available());
    }

    @Test
    void whoCancelsGivesBackWhatWasPutAsideAndTheNextGetsIt() {
        Permits permits = Permits.of(3);
        Permit all = item(demand(permits.acquire(3)));
        Permit part = all.split(2);
        Probe<Permit> large = demand(permits.acquire(3));
        Probe<Permit> small = demand(permits.acquire(2));
        part.close();
        scheduler.runAll();
        assertWaiting(small);
        cancel(large);
        assertEquals(2, item(small).count());
        all.close();
        item(small).close();
        assertEquals(3, permits.available());
        assertWaiting(large);
    }

    @Test
    void aPermitThatComesForWhoHasCancelledGoesToTheNext() {
        Permits permits = Permits.of(1);
        Permit held = item(demand(permits.acquire()));
        Probe<Permit> first = demand(permits.acquire());
        Probe<Permit> second = demand(permits.acquire());
        held.close();
        first.cancel();
        scheduler.runAll();
        assertWaiting(first);
        item(second).close();
        assertEquals(1, permits.available());
    }

    @Test
    void whoCancelsFromWithinOnNextKeepsThePermit() {
        Permits permits = Permits.of(1);
        List<Permit> got = new ArrayList<>();
        Acting<Permit> acting = act(permits.acquire(), (permit, subscription) -> {
            got.add(permit);
            subscription.cancel();
        });
        assertFalse(acting.hasEnded(), "no completion after the cancellation");
        assertEquals(0, permits.available());
        got.get(0).close();
        assertEquals(1, permits.available());
    }

    @Test
    void closingFailsWhoWaitsAndWhoComesAndLeavesHeldPermitsGood() {
        Permits permits = Permits.of(2);
        Permit held = item(demand(permits.acquire(1)));
        Probe<Permit> waiting = demand(permits.acquire(2));
        assertEquals(0, permits.available());
        permits.close();
        permits.close();
        scheduler.runAll();
        assertEquals(
                "the semaphore is closed: 2 permits can no longer be acquired",
                assertFailed(PermitsClosedException.class, waiting).getMessage());
        assertFailed(PermitsClosedException.class, demand(permits.acquire()));
        assertFailed(PermitsClosedException.class, demand(permits.withPermit(One.just(1))));
        assertNull(permits.tryAcquire());
        assertTrue(permits.isClosed());
        assertEquals(1, permits.available(), "what was put aside is back");
        held.close();
        assertEquals(2, permits.available());
    }

    @Test
    void whoCancelsAfterTheClosingGivesNothingBackTwice() {
        Permits permits = Permits.of(2);
        Permit held = item(demand(permits.acquire(1)));
        Probe<Permit> waiting = demand(permits.acquire(2));
        permits.close();
        cancel(waiting);
        held.close();
        assertEquals(2, permits.available());
        assertWaiting(waiting);
    }

    @Test
    void addedPermitsServeThoseWhoWait() {
        Permits permits = Permits.of(0, 5);
        Probe<Permit> first = demand(permits.acquire(2));
        Probe<Permit> second = demand(permits.acquire(2));
        permits.add(1);
        scheduler.runAll();
        assertWaiting(first);
        permits.add(4);
        scheduler.runAll();
        item(first);
        item(second);
        assertEquals(1, permits.available());
        assertRefused(IllegalArgumentException.class, "at most 5", () -> permits.add(1));
        assertEquals(1, permits.available());
    }

    @Test
    void aForgottenPermitMakesRoomForAnother() {
        Permits bucket = Permits.of(2);
        bucket.tryAcquire(2).forget();
        Probe<Permit> waiting = demand(bucket.acquire());
        assertWaiting(waiting);
        bucket.add(1);
        scheduler.runAll();
        item(waiting).forget();
        bucket.add(2);
        assertEquals(2, bucket.available());
    }

    @Test
    void aSplitPermitIsReleasedPartByPart() {
        Permits permits = Permits.of(5);
        Permit all = permits.tryAcquire(5);
        Permit two = all.split(2);
        assertEquals(3, all.count());
        assertEquals(2, two.count());
        two.close();
        assertEquals(2, permits.available());
        assertRefused(IllegalArgumentException.class, "for 3 cannot be split into one for 4", () -> all.split(4));
        assertRefused(IllegalArgumentException.class, "into one for 0", () -> all.split(0));
        all.close();
        assertEquals(5, permits.available());
    }

    /** "merge" and "merge_unrelated_permits". */
    @Test
    void twoPermitsOfOneSemaphoreBecomeOne() {
        Permits permits = Permits.of(5);
        Permit all = permits.tryAcquire(2);
        Permit more = permits.tryAcquire(3);
        all.merge(more);
        assertEquals(5, all.count());
        assertEquals(0, more.count());
        assertRefused(AlreadyReleasedException.class, "close was called", more::close);
        assertRefused(AlreadyReleasedException.class, "merge was called", () -> all.merge(more));
        assertRefused(IllegalArgumentException.class, "of its own semaphore", () -> all.merge(all));
        Permit foreign = Permits.of(1).tryAcquire();
        assertRefused(IllegalArgumentException.class, "of its own semaphore", () -> all.merge(foreign));
        assertEquals(1, foreign.count());
        assertRefused(NullPointerException.class, "other", () -> all.merge(null));
        all.close();
        assertEquals(5, permits.available());
        Permit late = permits.tryAcquire(2);
        assertRefused(AlreadyReleasedException.class, "merge was called", () -> all.merge(late));
        assertEquals(2, late.count(), "it is as it was");
        late.close();
        assertEquals(5, permits.available());
    }

    @Test
    void releasingTwiceIsRefusedAndChangesNothing() {
        Permits permits = Permits.of(2);
        Permit permit = permits.tryAcquire(2);
        permit.close();
        assertRefused(AlreadyReleasedException.class, "close was called", permit::close);
        assertRefused(AlreadyReleasedException.class, "forget was called", permit::forget);
        assertRefused(AlreadyReleasedException.class, "split was called", () -> permit.split(1));
        assertEquals(0, permit.count());
        assertEquals(2, permits.available());
    }

    @Test
    void badNumbersAreRefusedAtTheCall() {
        assertRefused(IllegalArgumentException.class, "at least 1 permit, but was given 0", () -> Permits.of(0));
        assertRefused(IllegalArgumentException.class, "was given -1", () -> Permits.of(-1));
        assertRefused(IllegalArgumentException.class, "maximum of at least 1", () -> Permits.of(0, 0));
        assertRefused(IllegalArgumentException.class, "0 to 3", () -> Permits.of(4, 3));
        assertRefused(IllegalArgumentException.class, "were -1", () -> Permits.of(-1, 3));
        Permits permits = Permits.of(3);
        for (int wrong : new int[] {0, -1, Integer.MIN_VALUE, 4, Integer.MAX_VALUE}) {
            assertRefused(IllegalArgumentException.class, wrong + " were asked for", () -> permits.acquire(wrong));
            assertRefused(IllegalArgumentException.class, "1 to 3 permits", () -> permits.tryAcquire(wrong));
            assertRefused(IllegalArgumentException.class, "add", () -> permits.add(wrong));
        }
        assertRefused(NullPointerException.class, "stream", () -> permits.withPermit((One<Integer>) null));
        assertRefused(NullPointerException.class, "stream", () -> permits.withPermit((Many<Integer>) null));
        assertEquals(3, permits.available());
        Permits huge = Permits.of(Integer.MAX_VALUE);
        huge.tryAcquire(Integer.MAX_VALUE).close();
        assertEquals(Integer.MAX_VALUE, huge.available());
    }

    @Test
    void aReceiverThatThrowsLeavesTheSemaphoreGood() {
        Permits permits = Permits.of(1);
        act(permits.acquire(), (permit, subscription) -> {
            permit.close();
            throw new IllegalStateException("boom");
        });
        assertEquals(1, scheduler.takeUnseen().size());
        item(demand(permits.acquire()));
    }

    @Test
    void closingAPermitFromWithinServesTheNextWithoutRecursion() {
        Permits permits = Permits.of(1);
        Permit held = permits.tryAcquire();
        assertNotNull(held);
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            int number = i;
            demand(permits.acquire().doOnNext(permit -> {
                order.add(number);
                permit.close();
            }));
        }
        held.close();
        scheduler.runAll();
        assertEquals(Many.range(0, 10_000).collectList().block(), order);
        assertEquals(1, permits.available());
    }

    @Test
    void aStreamHoldsItsPermitUntilItsEnd() {
        Permits permits = Permits.of(1);
        Permit held = permits.tryAcquire();
        Probe<Integer> numbers = subscribe(permits.withPermit(Many.range(1, 3)));
        numbers.request(1);
        scheduler.runAll();
        assertWaiting(numbers);
        held.close();
        scheduler.runAll();
        assertEquals(List.of(1), numbers.signals());
        assertEquals(0, permits.available());
        numbers.request(2);
        scheduler.runAll();
        assertEquals(List.of(1, 2, 3, "complete"), numbers.signals());
        assertEquals(1, permits.available());
    }

    @Test
    void thePermitIsBackBeforeTheEndIsPassedOn() {
        Permits permits = Permits.of(1);
        List<Integer> seen = new ArrayList<>();
        demand(permits.withPermit(One.just(1)).doOnComplete(() -> seen.add(permits.available())));
        demand(permits.withPermit(Many.error(new RuntimeException("boom")))
                .doOnError(e -> seen.add(permits.available())));
        demand(permits.withPermit(Many.defer(() -> null)).doOnError(e -> seen.add(permits.available())));
        assertEquals(List.of(1, 1, 1), seen);
    }

    @Test
    void aCancelledStreamIsCancelledBeforeItsPermitGoesOn() {
        Permits permits = Permits.of(1);
        List<Integer> available = new ArrayList<>();
        Probe<Integer> first = demand(permits.withPermit(
                Many.<Integer>never().doOnCancel(() -> available.add(permits.available()))));
        Probe<Integer> second = demand(permits.withPermit(One.just(2)));
        assertWaiting(second);
        cancel(first);
        assertEquals(List.of(0), available);
        assertItem(2, second);
    }

    @Test
    void aStreamThatIsCancelledWhileItWaitsIsNeverSubscribed() {
        Permits permits = Permits.of(1);
        Permit held = permits.tryAcquire();
        boolean[] subscribed = new boolean[1];
        Probe<Integer> waiting = demand(permits.withPermit(One.just(1).doOnSubscribe(() -> subscribed[0] = true)));
        cancel(waiting);
        held.close();
        scheduler.runAll();
        assertFalse(subscribed[0]);
        assertEquals(1, permits.available());
        Probe<Integer> undemanded = subscribe(permits.withPermit(One.just(1)));
        cancel(undemanded);
        assertEquals(1, permits.available());
    }

    @Test
    void aRuntimeThatClosesGivesBackWhatItsStreamsHeld() {
        Permits permits = Permits.of(2);
        Probe<Integer> holding = demand(permits.withPermit(One.<Integer>never()));
        Probe<Permit> waiting = demand(permits.acquire(2));
        scheduler.close(Duration.ZERO);
        assertEquals(2, permits.available());
        assertEquals(1, holding.signals().size());
        assertSame(holding.signals().get(0).getClass(), waiting.signals().get(0).getClass());
    }
}
