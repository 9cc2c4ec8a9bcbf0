package io.nagare.engine.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.channel.ChannelClosedException;
import io.nagare.channel.Oneshot;
import io.nagare.engine.strand.Probe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class OneshotTest extends ChannelFixture {

    private final Oneshot<Integer> oneshot = Oneshot.create();

    @Test
    void theValueGoesToAllWhoWaitAndToThoseWhoComeLater() {
        Probe<Integer> first = demand(oneshot.receiver());
        Probe<Integer> second = subscribe(oneshot.receiver());
        assertTrue(oneshot.send(1));
        assertSignals(first, 1, "complete");
        assertSignals(second);
        request(second, 1);
        assertSignals(second, 1, "complete");
        assertSignals(demand(oneshot.receiver()), 1, "complete");
        assertEquals(0, scheduler.liveCount());
    }

    @Test
    void itIsSettledOnceAndWhoComesSecondKeepsTheValue() {
        assertTrue(oneshot.send(1));
        assertFalse(oneshot.send(2));
        assertFalse(oneshot.complete());
        assertFalse(oneshot.fail(new IllegalStateException("late")));
        oneshot.close();
        assertSignals(demand(oneshot.receiver()), 1, "complete");
    }

    @Test
    void endsAndFailuresNeedNoDemand() {
        Probe<Integer> completed = subscribe(oneshot.receiver());
        assertTrue(oneshot.complete());
        assertSignals(completed, "complete");
        Oneshot<Integer> failing = Oneshot.create();
        Probe<Integer> failed = subscribe(failing.receiver());
        IllegalStateException planted = new IllegalStateException("planted");
        assertTrue(failing.fail(planted));
        assertSignals(failed, planted);
    }

    @Test
    void aSenderThatGoesWithoutAValueFailsTheReceiver() {
        Probe<Integer> waiting = demand(oneshot.receiver());
        oneshot.close();
        oneshot.close();
        scheduler.runAll();
        assertTrue(assertFailed(ChannelClosedException.class, waiting).getMessage().contains("none will come"));
        assertFailed(ChannelClosedException.class, demand(oneshot.receiver()));
    }

    @Test
    void theReceiverIsClosedForGoodWhenTheLastWhoWaitedCancels() {
        Probe<Void> closed = subscribe(oneshot.closed());
        Probe<Integer> first = demand(oneshot.receiver());
        Probe<Integer> second = subscribe(oneshot.receiver());
        cancel(first);
        assertSignals(closed);
        assertFalse(oneshot.isClosed());
        cancel(second);
        assertSignals(closed, "complete");
        assertTrue(oneshot.isClosed());
        assertFalse(oneshot.send(1), "the value comes back");
        ChannelClosedException failure = assertFailed(ChannelClosedException.class, demand(oneshot.receiver()));
        assertTrue(failure.getMessage().contains("have cancelled"), failure.getMessage());
        assertSignals(first);
    }

    @Test
    void aValueThatWasSentStaysThoughTheReceiverCancels() {
        Probe<Integer> first = subscribe(oneshot.receiver());
        assertTrue(oneshot.send(1));
        cancel(first);
        assertSignals(demand(oneshot.receiver()), 1, "complete");
    }

    @Test
    void closedCompletesWhenItIsSettledInAnyWay() {
        Probe<Void> closed = subscribe(oneshot.closed());
        Probe<Void> cancelled = subscribe(oneshot.closed());
        cancel(cancelled);
        assertSignals(closed);
        oneshot.send(1);
        assertSignals(closed, "complete");
        assertSignals(cancelled);
        assertSignals(subscribe(oneshot.closed()), "complete");
    }

    @Test
    void cancellingWithinOnNextIsObeyedAndSendingWithinAReceiverWorks() {
        Oneshot<Integer> other = Oneshot.create();
        List<Integer> got = new ArrayList<>();
        act(oneshot.receiver(), (value, subscription) -> {
            got.add(value);
            other.send(value + 1);
            subscription.cancel();
        });
        Probe<Integer> next = demand(other.receiver());
        oneshot.send(1);
        assertSignals(next, 2, "complete");
        assertEquals(List.of(1), got);
        assertEquals(0, scheduler.liveCount());
    }

    /** "checking_tx_send_ok_not_drop": a refused value was not received, and a received value was sent. */
    @Test
    @Tag("tokio-oneshot")
    void sendingWhileTheReceiverGoesTellsTheTruth() throws Exception {
        for (int round = 0; round < 1_000; round++) {
            Oneshot<Integer> raced = Oneshot.create();
            Probe<Integer> receiver = new Probe<>();
            raced.receiver().subscribe(receiver);
            receiver.request(1);
            CompletableFuture<Void> closed = raced.closed().toFuture();
            Thread going = new Thread(receiver::cancel);
            going.start();
            boolean sent = raced.send(1);
            going.join();
            closed.get(20, TimeUnit.SECONDS);
            if (sent) {
                assertEquals(1, raced.receiver().block(Duration.ofSeconds(20)), "it stays for the next receiver");
            } else {
                assertEquals(List.of(), receiver.signals());
                assertTrue(raced.isClosed());
            }
        }
    }

    @Test
    void aReceiverThatThrowsBreaksNoOther() {
        act(oneshot.receiver(), (value, subscription) -> {
            throw new IllegalStateException("boom");
        });
        Probe<Integer> other = demand(oneshot.receiver());
        oneshot.send(1);
        assertSignals(other, 1, "complete");
        assertEquals(1, scheduler.takeUnseen().size());
    }

    @Test
    void nullIsRefused() {
        assertRefused(NullPointerException.class, "complete()", () -> oneshot.send(null));
        assertRefused(NullPointerException.class, "failure", () -> oneshot.fail(null));
        assertFalse(oneshot.isClosed());
    }
}
