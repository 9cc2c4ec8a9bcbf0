package io.nagare.engine.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Nagare;
import io.nagare.channel.ChannelClosedException;
import io.nagare.channel.Watch;
import io.nagare.engine.strand.Probe;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class WatchTest extends ChannelFixture {

    private final Watch<Integer> watch = Watch.of(0);

    @Test
    void aSubscriberSeesTheValueAndThenTheLatestForEachDemand() {
        Probe<Integer> probe = subscribe(watch.receiver());
        assertEquals(0, watch.value());
        assertEquals(1, watch.send(1));
        request(probe, 1);
        assertSignals(probe, 1);
        watch.send(2);
        watch.send(3);
        request(probe, 2);
        assertSignals(probe, 1, 3);
        watch.send(4);
        assertSignals(probe, 1, 3, 4);
        assertEquals(4, watch.value());
    }

    @Test
    void changesLeaveOutWhatThereWas() {
        Probe<Integer> changes = demand(watch.changes());
        assertSignals(changes);
        watch.send(1);
        assertSignals(changes, 1);
        assertSignals(demand(watch.changes()));
    }

    @Test
    void closingLetsEverybodySeeTheLastValueFirst() {
        Probe<Integer> slow = subscribe(watch.receiver());
        Probe<Integer> fast = demand(watch.receiver());
        Probe<Void> closed = subscribe(watch.closed());
        watch.send(1);
        watch.close();
        watch.close();
        assertSignals(fast, 0, 1, "complete");
        assertSignals(closed, "complete");
        assertSignals(slow);
        request(slow, 1);
        assertSignals(slow, 1, "complete");
        assertSignals(demand(watch.receiver()), 1, "complete");
        assertSignals(subscribe(watch.changes()), "complete");
        assertEquals(1, watch.value());
        assertTrue(watch.isClosed());
        assertRefused(ChannelClosedException.class, "closed", () -> watch.send(2));
        assertRefused(ChannelClosedException.class, "closed", () -> watch.modify(now -> 2));
        assertEquals(0, watch.subscribers());
        assertEquals(0, scheduler.liveCount());
    }

    @Test
    void modifyTellsNobodyIfNothingChangedAndLeavesTheValueIfTheFunctionThrows() {
        Watch<String> text = Watch.of("a");
        Probe<String> probe = demand(text.receiver());
        assertFalse(text.modify(now -> now));
        assertTrue(text.modify(now -> now + "b"));
        IllegalStateException planted = new IllegalStateException("planted");
        assertSame(planted, assertThrows(IllegalStateException.class, () -> text.modify(now -> {
            throw planted;
        })));
        assertRefused(NullPointerException.class, "returned null", () -> text.modify(now -> null));
        assertRefused(NullPointerException.class, "function", () -> text.modify(null));
        assertSignals(probe, "a", "ab");
        assertEquals(1, text.send("ab"), "what is sent is a change, though it is equal");
        assertSignals(probe, "a", "ab", "ab");
    }

    /**
     * A value that the function sent would be mistaken for its return value, and no subscriber would see the last
     * value.
     */
    @Test
    void theFunctionOfModifyCannotChangeTheWatchItself() {
        Probe<Integer> probe = demand(watch.receiver());
        assertRefused(IllegalStateException.class, "return the value", () -> watch.modify(now -> watch.send(7)));
        assertRefused(IllegalStateException.class, "return the value", () -> watch.modify(now -> {
            watch.modify(within -> 7);
            return 8;
        }));
        assertRefused(IllegalStateException.class, "close", () -> watch.modify(now -> {
            watch.close();
            return 8;
        }));
        assertSignals(probe, 0);
        assertTrue(watch.modify(now -> watch.value() + watch.subscribers()), "it may look");
        assertSignals(probe, 0, 1);
    }

    @Test
    void aReceiverThatThrowsBreaksNoOther() {
        act(watch.receiver(), (value, subscription) -> {
            throw new IllegalStateException("boom");
        });
        assertEquals(1, scheduler.takeUnseen().size());
        Probe<Integer> other = demand(watch.receiver().doOnNext(value -> watch.close()));
        assertSignals(other, 0, "complete");
        assertEquals(0, watch.subscribers());
    }

    @Test
    void subscribersAreCountedAndTheLastToGoIsNoticed() {
        assertSignals(subscribe(watch.abandoned()), "complete");
        Probe<Integer> first = subscribe(watch.receiver());
        Probe<Integer> second = subscribe(watch.changes());
        Probe<Void> abandoned = subscribe(watch.abandoned());
        assertEquals(2, watch.subscribers());
        cancel(first);
        assertSignals(abandoned);
        cancel(second);
        assertSignals(abandoned, "complete");
        assertEquals(0, watch.send(1), "it is stored all the same");
        assertEquals(1, watch.value());
    }

    @Test
    void sendingFromWithinAReceiverWorks() {
        List<Integer> seen = new ArrayList<>();
        act(watch.receiver(), (value, subscription) -> {
            seen.add(value);
            if (value < 5) {
                watch.send(value + 1);
            } else {
                subscription.cancel();
            }
        });
        assertEquals(List.of(0, 1, 2, 3, 4, 5), seen);
        assertEquals(0, watch.subscribers());
    }

    @Test
    void nullIsRefused() {
        assertRefused(NullPointerException.class, "null", () -> Watch.of(null));
        assertRefused(NullPointerException.class, "null", () -> watch.send(null));
    }

    /**
     * "wait_for_returns_correct_value", with threads: the receiver finds the wanted value, although it changes at once.
     */
    @Test
    @Tag("tokio-watch")
    void whoWaitsForAValueGetsThatOneWhileItChanges() throws Exception {
        for (int round = 0; round < 300; round++) {
            Watch<Integer> raced = Watch.of(1);
            CompletableFuture<Integer> even = raced.receiver()
                    .runOn(Nagare.current())
                    .filter(value -> value % 2 == 0)
                    .next()
                    .toFuture();
            for (int value = 2; value < 40; value++) {
                raced.send(value);
            }
            raced.send(40);
            assertEquals(0, even.get(20, TimeUnit.SECONDS) % 2);
        }
    }

    /** Tokio's {@code rx_observes_final_value}. */
    @Test
    @Tag("tokio-watch")
    void everybodyFinallySeesTheLastValueAndNobodyAnOlderOneAfterANewer() throws Exception {
        SplittableRandom random = new SplittableRandom(1);
        for (int round = 0; round < 200; round++) {
            Watch<Integer> raced = Watch.of(0);
            List<CompletableFuture<List<Integer>>> seen = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                seen.add(raced.receiver().runOn(Nagare.current()).collectList().toFuture());
            }
            int last = random.nextInt(1, 50);
            for (int i = 1; i <= last; i++) {
                raced.send(i);
            }
            raced.close();
            for (CompletableFuture<List<Integer>> one : seen) {
                List<Integer> values = one.get(20, TimeUnit.SECONDS);
                assertEquals(last, values.get(values.size() - 1));
                assertEquals(values.stream().sorted().distinct().toList(), values);
            }
        }
    }
}
