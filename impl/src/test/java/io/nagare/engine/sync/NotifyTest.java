package io.nagare.engine.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.nagare.One;
import io.nagare.engine.strand.Probe;
import io.nagare.failure.TimedOutException;
import io.nagare.sync.Notify;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Notifications: of one subscriber, of the last and of all. Names in quotes are those of Tokio's tests. */
class NotifyTest extends SyncFixture {

    private final Notify notify = Notify.create();

    /** Subscribes without demand, because none is needed. */
    private Probe<Void> waiting() {
        return subscribe(notify.notified());
    }

    private void notifyOne() {
        notify.notifyOne();
        scheduler.runAll();
    }

    /** "notify_notified_one" and "notified_one_notify". */
    @Test
    void oneNotificationServesOneWhoWaitsOrOneWhoComes() {
        notify.notifyOne();
        assertComplete(waiting());
        Probe<Void> first = waiting();
        assertWaiting(first);
        notifyOne();
        assertComplete(first);
        assertWaiting(waiting());
    }

    /** "notify_notified_multi". */
    @Test
    void atMostOneNotificationIsRemembered() {
        notify.notifyOne();
        notify.notifyOne();
        assertComplete(waiting());
        assertWaiting(waiting());
    }

    /** "notified_multi_notify". */
    @Test
    void whoWaitedLongestIsWokenFirst() {
        Probe<Void> first = waiting();
        Probe<Void> second = waiting();
        notifyOne();
        assertComplete(first);
        assertWaiting(second);
        notifyOne();
        assertComplete(second);
    }

    /**
     * "notify_last" of several waiting subscribers. If the chosen one cancels, the last of the others gets the
     * notification.
     */
    @Test
    void theLastCanBeWokenFirst() {
        Probe<Void> first = waiting();
        Probe<Void> second = waiting();
        Probe<Void> third = waiting();
        notify.notifyLast();
        third.cancel();
        scheduler.runAll();
        assertWaiting(third);
        assertComplete(second);
        assertWaiting(first);
    }

    /** "notified_multi_notify_drop_one". */
    @Test
    @Tag("tokio-33")
    void whoWasChosenAndCancelsPassesTheNotificationOn() {
        Probe<Void> first = waiting();
        Probe<Void> second = waiting();
        notify.notifyOne();
        first.cancel();
        scheduler.runAll();
        assertWaiting(first);
        assertComplete(second);
    }

    /** "notify_one_after_dropped_all" and "notified_drop_notified_notify". */
    @Test
    void whoWasChosenAndCancelsWithNobodyBehindLeavesItForTheNext() {
        Probe<Void> only = waiting();
        notify.notifyOne();
        only.cancel();
        scheduler.runAll();
        assertComplete(waiting());
        Probe<Void> gone = waiting();
        cancel(gone);
        Probe<Void> next = waiting();
        notifyOne();
        assertComplete(next);
        assertWaiting(gone);
    }

    /** "notify_waiters". */
    @Test
    void allWhoWaitAreWokenAndNothingIsRemembered() {
        notify.notifyWaiters();
        Probe<Void> first = waiting();
        assertWaiting(first);
        Probe<Void> second = waiting();
        notify.notifyWaiters();
        scheduler.runAll();
        assertComplete(first);
        assertComplete(second);
        assertWaiting(waiting());
    }

    /**
     * "notify_waiters_is_atomic", "notify_waiters_sequential_notified_await": a later {@code notifyOne} is not for
     * subscribers that were there before.
     */
    @Test
    @Tag("tokio-32")
    void wakingAllIsOneMomentAndNotifyOneAfterItIsForOthers() {
        Probe<Void> first = waiting();
        Probe<Void> second = waiting();
        notify.notifyWaiters();
        notify.notifyOne();
        Probe<Void> later = waiting();
        assertComplete(later);
        first.cancel();
        scheduler.runAll();
        assertWaiting(first);
        assertComplete(second);
        assertWaiting(waiting());
    }

    /**
     * "notify_waiters_poll_consistency_many": when the first subscriber is notified, all others have been chosen
     * already, although they do not know it yet.
     */
    @Test
    @Tag("tokio-32")
    void whenOneOfManyIsToldSoHaveAllOthers() {
        List<Probe<Void>> others = new ArrayList<>();
        List<Probe<Void>> late = new ArrayList<>();
        List<Probe<Void>> cancelled = new ArrayList<>();
        subscribe(notify.notified().doOnComplete(() -> {
            cancelled.get(0).cancel();
            notify.notifyOne();
            late.add(waiting());
            late.add(waiting());
        }));
        for (int i = 0; i < 200; i++) {
            (i == 100 ? cancelled : others).add(waiting());
        }
        notify.notifyWaiters();
        scheduler.runAll();
        others.forEach(SyncFixture::assertComplete);
        assertWaiting(cancelled.get(0));
        assertComplete(late.get(0));
        assertWaiting(late.get(1));
    }

    /**
     * "notify_waiters_is_atomic", with threads: a notification after {@code notifyWaiters} never goes to a subscriber
     * from before.
     */
    @Test
    @Tag("tokio-32")
    void wakingAllIsOneMomentForThreadsToo() throws Exception {
        for (int round = 0; round < 300; round++) {
            Notify raced = Notify.create();
            List<CompletableFuture<Void>> before = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                before.add(raced.notified().toFuture());
            }
            Thread waking = new Thread(raced::notifyWaiters);
            waking.start();
            before.get(round % 40).get(20, TimeUnit.SECONDS);
            raced.notifyOne();
            raced.notified().block(Storm.LIMIT);
            for (CompletableFuture<Void> one : before) {
                one.get(20, TimeUnit.SECONDS);
            }
            Storm.join(waking);
            assertFalse(raced.notified().toFuture().isDone(), "nothing is left");
        }
    }

    @Test
    void whoWaitsFromWithinANotificationWaitsForTheNext() {
        List<String> order = new ArrayList<>();
        demand(notify.notified().doOnComplete(() -> {
            order.add("first");
            demandLater(order);
            notify.notifyOne();
        }));
        notify.notifyWaiters();
        scheduler.runAll();
        assertEquals(List.of("first", "second"), order);
    }

    private void demandLater(List<String> order) {
        subscribe(notify.notified().doOnComplete(() -> order.add("second")));
    }

    @Test
    void aReceiverThatThrowsBreaksNoOther() {
        subscribe(notify.notified().doOnComplete(() -> {
            throw new IllegalStateException("boom");
        }));
        Probe<Void> second = waiting();
        notify.notifyWaiters();
        scheduler.runAll();
        assertComplete(second);
    }

    @Test
    void waitingWithALimitGivesUpThePlace() {
        Probe<Void> limited = demand(notify.notified().timeout(Duration.ofSeconds(1)));
        Probe<Void> second = waiting();
        scheduler.advance(Duration.ofSeconds(2));
        assertFailed(TimedOutException.class, limited);
        notifyOne();
        assertComplete(second);
    }

    @Test
    void theFirstOfTwoNotificationsWinsAndTheOtherKeepsItsOwn() {
        Notify other = Notify.create();
        Probe<Void> either = demand(notify.notified().takeUntil(other.notified()));
        notifyOne();
        assertComplete(either);
        other.notifyOne();
        assertComplete(subscribe(other.notified()));
        assertWaiting(demand(One.allOf(notify.notified(), other.notified())));
    }
}
