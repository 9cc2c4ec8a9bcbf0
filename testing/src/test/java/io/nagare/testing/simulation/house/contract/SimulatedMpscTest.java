package io.nagare.testing.simulation.house.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.nagare.Many;
import io.nagare.channel.ChannelClosedException;
import io.nagare.channel.Mpsc;
import io.nagare.channel.MpscSlot;
import io.nagare.engine.channel.ContractSetting.Actor;
import io.nagare.engine.channel.MpscContract;
import io.nagare.engine.strand.Probe;
import io.nagare.failure.BlockedWorkerException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The contract of a channel with one receiver, on a simulated host: invariants 4, 5 and 6 of ARCHITECTURE.md.
 *
 * <p>Two of its tests need real threads. Here each is a history about the same.
 */
@ExtendWith(InSimulation.class)
class SimulatedMpscTest extends MpscContract {

    @Override
    protected <T> Mpsc<T> bounded(int capacity) {
        return Mpsc.bounded(capacity);
    }

    /**
     * In the contract, a thread of its own parks in {@code channel.sendBlocking(i)} while the test's thread parks in
     * {@code channel.receiver().toIterable().forEach(...)}. A simulation has one thread, which would have to run the
     * strands that it waits for; {@code toIterable()} refuses that. So here the test's thread sends, and drives the
     * simulation while it waits for room. A strand receives.
     */
    @Test
    @Override
    protected void blockingFormsAreForThreadsThatMayBlock() throws Exception {
        Mpsc<Integer> channel = bounded(1);
        CompletableFuture<List<Integer>> received =
                channel.receiver().collectList().toFuture();
        for (int i = 0; i < 100; i++) {
            channel.sendBlocking(i);
        }
        channel.close();
        assertEquals(Many.range(0, 100).collectList().block(), get(received));
        assertThrows(ChannelClosedException.class, () -> channel.sendBlocking(1));
        Mpsc<Integer> free = bounded(1);
        List<Throwable> refused = new ArrayList<>();
        atOnce(Actor.once(() -> {
            try {
                free.sendBlocking(1);
            } catch (BlockedWorkerException refusal) {
                refused.add(refusal);
            }
        }));
        assertInstanceOf(BlockedWorkerException.class, refused.get(0));
        assertEquals(0, free.size());
    }

    /**
     * In the contract, three threads park in {@code channel.sendBlocking(round)}, or spin and then call
     * {@code reserving.giveUp()} while another thread grants the room. A simulated actor cannot park. Here each of
     * three actors begins to send or to reserve in one step. In its next step it gives the reservation up, which may
     * have been granted meanwhile.
     */
    @Test
    @Override
    protected void noRoomIsLostWhenWaitsAreCancelled() throws Exception {
        Mpsc<Integer> channel = bounded(2);
        AtomicInteger received = new AtomicInteger();
        channel.receiver().subscribe(value -> received.incrementAndGet());
        List<Waiting> waiting = List.of(new Waiting(channel, 0), new Waiting(channel, 1), new Waiting(channel, 2));
        atOnce(waiting.stream().map(one -> new Actor(50, one::step)).toArray(Actor[]::new));
        waiting.forEach(Waiting::giveUp);
        for (Waiting one : waiting) {
            for (CompletableFuture<Void> sending : one.sent) {
                get(sending);
            }
        }
        int sent = waiting.stream().mapToInt(one -> one.sent.size()).sum();
        eventually(() -> channel.available() == 2 && received.get() == sent);
        assertEquals(sent, received.get(), "invariant 6");
    }

    /** Waits for room again and again, and gives up every second time. */
    private static final class Waiting {

        private final Mpsc<Integer> channel;
        private final SplittableRandom random;
        private final List<CompletableFuture<Void>> sent = new ArrayList<>();
        private Probe<MpscSlot<Integer>> reserving;

        Waiting(Mpsc<Integer> channel, int number) {
            this.channel = channel;
            this.random = new SplittableRandom(number);
        }

        void step(int number) {
            giveUp();
            if (random.nextBoolean()) {
                sent.add(channel.send(number).toFuture());
            } else {
                reserving = take(channel.reserve(), 1);
            }
        }

        /** Cancels a reservation, and gives its slot back if it was granted. */
        void giveUp() {
            if (reserving != null) {
                reserving.cancel();
                reserving.signals().stream()
                        .filter(MpscSlot.class::isInstance)
                        .forEach(slot -> ((MpscSlot<?>) slot).close());
                reserving = null;
            }
        }
    }
}
