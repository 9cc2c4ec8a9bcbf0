package io.nagare.engine.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.nagare.One;
import io.nagare.channel.Broadcast;
import io.nagare.channel.ChannelClosedException;
import io.nagare.channel.Mpsc;
import io.nagare.channel.MpscSlot;
import io.nagare.channel.SendResult;
import io.nagare.channel.Watch;
import io.nagare.engine.scheduler.step.StepScheduler;
import io.nagare.engine.strand.Probe;
import io.nagare.engine.strand.crossing.Egress;
import io.nagare.policy.Lag;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;

/** Calls from within calls, and a sender's turn that meets the end. Names in quotes are those of Tokio's tests. */
class ChannelEdgesTest extends ChannelFixture {

    private static final RuntimeException BOOM = new IllegalStateException("boom");

    private final StepScheduler sending = new StepScheduler();

    /** Subscribes on the senders' scheduler, which runs on its own. */
    private <T> Probe<T> ask(Publisher<T> stream) {
        Probe<T> probe = new Probe<>();
        Egress.serve(probe, stream, sending);
        probe.request(1);
        sending.runAll();
        return probe;
    }

    /** "send_in_waker_drop": a receiver that cancels sends while it cancels, also to itself. */
    @Test
    @Tag("tokio-29")
    void whoCancelsMaySend() {
        Broadcast<Integer> broadcast = Broadcast.lagging(4);
        Probe<Integer> going = demand(broadcast.receiver().doOnCancel(() -> broadcast.send(7)));
        Probe<Integer> other = demand(broadcast.receiver());
        cancel(going);
        assertSignals(other, 7);
        assertSignals(going);
    }

    /** As "send_in_waker_drop": a receiver that lags sends while it learns of that, and lags again. */
    @Test
    @Tag("tokio-29")
    void whoLagsMaySend() {
        Broadcast<Integer> broadcast = Broadcast.lagging(2);
        List<Long> missed = new ArrayList<>();
        Probe<Integer> slow = subscribe(broadcast.receiver(Lag.skip(count -> {
            missed.add(count);
            if (missed.size() == 1) {
                broadcast.send(4);
                broadcast.send(5);
                broadcast.send(6);
            }
        })));
        broadcast.send(1);
        broadcast.send(2);
        broadcast.send(3);
        request(slow, 10);
        assertSignals(slow, 5, 6);
        assertEquals(List.of(1L, 3L), missed);
    }

    /** As "panic_in_clone": a subscriber that fails harms no other subscriber. */
    @Test
    @Tag("tokio-29")
    void aLagCallbackThatThrowsFailsItsSubscriberAlone() {
        Broadcast<Integer> broadcast = Broadcast.lagging(2);
        Probe<Integer> failing = subscribe(broadcast.receiver(Lag.skip(missed -> {
            throw BOOM;
        })));
        Probe<Integer> other = subscribe(broadcast.receiver());
        broadcast.send(1);
        broadcast.send(2);
        broadcast.send(3);
        request(failing, 1);
        request(other, 5);
        assertSignals(failing, BOOM);
        assertSignals(other, 2, 3);
        assertEquals(1, broadcast.subscribers());
    }

    @Test
    void aLagCallbackThatCancelsAndThrowsIsToldToTheRuntime() {
        Broadcast<Integer> broadcast = Broadcast.lagging(1);
        AtomicReference<Probe<Integer>> own = new AtomicReference<>();
        own.set(subscribe(broadcast.receiver(Lag.skip(missed -> {
            own.get().cancel();
            throw BOOM;
        }))));
        broadcast.send(1);
        broadcast.send(2);
        request(own.get(), 1);
        assertSignals(own.get());
        assertEquals(List.of(BOOM), scheduler.takeUnseen());
        assertEquals(0, broadcast.subscribers());
    }

    /** "dropping_sender_does_not_overwrite" and "lagging_receiver_recovers_after_wrap_closed_2". */
    @Test
    @Tag("tokio-28")
    void theEndTakesNoRoom() {
        Broadcast<Integer> broadcast = Broadcast.lagging(2);
        List<Long> missed = new ArrayList<>();
        Probe<Integer> slow = subscribe(broadcast.receiver(Lag.skip(missed::add)));
        broadcast.send(1);
        broadcast.send(2);
        broadcast.close();
        request(slow, 10);
        assertSignals(slow, 1, 2, "complete");
        assertEquals(List.of(), missed);
    }

    /**
     * "permit_available_not_acquired_close": the channel grants a slot to a waiting sender, and is closed before that
     * sender has run.
     */
    @Test
    @Tag("tokio-30")
    void whatWasGrantedBeforeTheEndIsGood() {
        Mpsc<Integer> channel = Mpsc.bounded(1);
        Probe<Integer> receiver = demand(channel.receiver());
        MpscSlot<Integer> slot = Objects.requireNonNull(channel.tryReserve());
        Probe<MpscSlot<Integer>> waiting = ask(channel.reserve());
        slot.close();
        channel.close();
        assertSignals(receiver);
        sending.runAll();
        assertEquals("complete", waiting.signals().get(1));
        MpscSlot<?> granted = (MpscSlot<?>) waiting.signals().get(0);
        assertSignals(receiver);
        granted.close();
        assertSignals(receiver, "complete");
    }

    /** "cancelled_reserve_wakes_closed_receiver". */
    @Test
    @Tag("tokio-30")
    void aGrantThatIsCancelledAfterTheEndLetsTheEndCome() {
        Mpsc<Integer> channel = Mpsc.bounded(1);
        Probe<Integer> receiver = demand(channel.receiver());
        MpscSlot<Integer> slot = Objects.requireNonNull(channel.tryReserve());
        Probe<MpscSlot<Integer>> waiting = ask(channel.reserve());
        slot.close();
        channel.close();
        waiting.cancel();
        assertSignals(receiver);
        sending.runAll();
        assertSignals(receiver, "complete");
        assertEquals(List.of(), waiting.signals());
    }

    /**
     * "ready_close_cancel_bounded": a sender waits behind the slot that is out, and cancels after the channel was
     * closed.
     */
    @Test
    @Tag("tokio-30")
    void theEndWaitsForTheSlotAndNotForWhoWasRefused() {
        Mpsc<Integer> channel = Mpsc.bounded(1);
        Probe<Integer> receiver = demand(channel.receiver());
        MpscSlot<Integer> slot = Objects.requireNonNull(channel.tryReserve());
        Probe<MpscSlot<Integer>> refused = ask(channel.reserve());
        Probe<MpscSlot<Integer>> cancelled = ask(channel.reserve());
        channel.close();
        cancelled.cancel();
        sending.runAll();
        assertFailed(ChannelClosedException.class, refused);
        assertEquals(SendResult.CLOSED, channel.trySend(1));
        assertSignals(receiver);
        slot.send(2);
        assertSignals(receiver, 2, "complete");
    }

    /**
     * "wait_for_returns_correct_value": the receiver finds the wanted value. If the watch has it already, the receiver
     * finds it at once.
     */
    @Test
    @Tag("tokio-watch")
    void whoWaitsForAValueGetsThatValue() {
        Watch<Integer> watch = Watch.of(1);
        One<Integer> even = watch.receiver().filter(value -> value % 2 == 0).next();
        Probe<Integer> waiting = demand(even);
        watch.send(3);
        assertSignals(waiting);
        watch.send(4);
        scheduler.runAll();
        watch.send(5);
        assertSignals(waiting, 4, "complete");
        watch.send(6);
        assertSignals(demand(even), 6, "complete");
        assertEquals(0, watch.subscribers());
    }

    /** "rx_observes_final_value". */
    @Test
    @Tag("tokio-watch")
    void theLastValueIsSeenThoughTheWatchIsClosed() {
        Watch<Integer> watch = Watch.of(1);
        Probe<Integer> receiver = subscribe(watch.changes());
        watch.send(2);
        watch.close();
        request(receiver, 2);
        assertSignals(receiver, 2, "complete");
        assertSame(2, watch.value());
    }
}
