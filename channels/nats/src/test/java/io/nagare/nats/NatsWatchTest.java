package io.nagare.nats;

import static io.nagare.channels.base.Waits.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.channel.ChannelClosedException;
import io.nagare.engine.strand.Probe;
import io.nagare.nats.failure.NatsClosedException;
import io.nagare.nats.failure.StreamSettingsException;
import io.nagare.nats.failure.ValueTooLargeException;
import io.nagare.value.Undecodable;
import io.nagare.value.UndecodableValueException;
import io.nagare.value.ValueCodec;
import io.nats.client.Connection;
import io.nats.client.KeyValue;
import io.nats.client.Nats;
import io.nats.client.api.KeyValueConfiguration;
import io.nats.client.api.StorageType;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.reactivestreams.Publisher;

/** What {@code Watch} promises, for a key of a real server. */
@ResourceLock("the shared server")
class NatsWatchTest {

    private static final ValueCodec<Integer> NUMBERS = ValueCodec.text().map(Integer::valueOf, Object::toString);

    @RegisterExtension
    static final SharedServer SERVER = new SharedServer();

    private static NatsWatch<Integer> watch(NatsChannels nats) {
        return nats.watch("config", "the.limit", NUMBERS, 0).block();
    }

    private static <T> Probe<T> take(Publisher<T> stream, long demand) {
        Probe<T> probe = new Probe<>();
        stream.subscribe(probe);
        return demand == 0 ? probe : probe.request(demand);
    }

    private static void assertSignals(Probe<?> probe, Object... signals) throws InterruptedException {
        await(() -> probe.signals().size() >= signals.length);
        assertEquals(List.of(signals), probe.signals());
    }

    private static void assertHears(NatsWatch<Integer> watch, int value) throws InterruptedException {
        await(() -> watch.value() == value);
        assertEquals(value, watch.value());
    }

    @Test
    void aSubscriberSeesTheValueAndThenTheLatestForEachDemand() throws Exception {
        NatsWatch<Integer> here = watch(SERVER.nats());
        NatsWatch<Integer> there = watch(SERVER.connect());
        Probe<Integer> probe = take(there.receiver(), 0);
        assertEquals(0, there.value());
        here.send(1).block();
        assertEquals(1, here.value(), "what was sent is known when it is confirmed");
        assertHears(there, 1);
        probe.request(1);
        assertSignals(probe, 1);
        here.send(2).block();
        here.send(3).block();
        assertHears(there, 3);
        probe.request(2);
        assertSignals(probe, 1, 3);
        here.send(4).block();
        assertSignals(probe, 1, 3, 4);
        here.send(4).block();
        assertSignals(probe, 1, 3, 4);
        probe.request(1);
        assertSignals(probe, 1, 3, 4, 4);
        assertEquals(here.revision(), there.revision());
    }

    @Test
    void changesLeaveOutWhatThereWas() throws Exception {
        NatsWatch<Integer> here = watch(SERVER.nats());
        NatsWatch<Integer> there = watch(SERVER.connect());
        here.send(1).block();
        assertHears(there, 1);
        Probe<Integer> changes = take(there.changes(), 10);
        here.send(2).block();
        assertSignals(changes, 2);
    }

    @Test
    void closingLetsEverybodySeeTheLastValueFirst() throws Exception {
        NatsWatch<Integer> here = watch(SERVER.nats());
        NatsWatch<Integer> there = watch(SERVER.connect());
        Probe<Integer> slow = take(there.receiver(), 0);
        Probe<Integer> fast = take(here.receiver(), 10);
        assertSignals(fast, 0);
        CompletableFuture<Void> sent = here.send(1).toFuture();
        here.close();
        here.close();
        sent.get(20, TimeUnit.SECONDS);
        there.closed().toFuture().get(20, TimeUnit.SECONDS);
        here.closed().toFuture().get(20, TimeUnit.SECONDS);
        assertSignals(fast, 0, 1, "complete");
        assertSignals(slow);
        slow.request(1);
        assertSignals(slow, 1, "complete");
        NatsWatch<Integer> late = watch(SERVER.nats());
        await(late::isClosed);
        for (NatsWatch<Integer> closed : List.of(here, there, late)) {
            assertTrue(closed.isClosed());
            assertEquals(1, closed.value());
            assertSignals(take(closed.receiver(), 10), 1, "complete");
            assertSignals(take(closed.changes(), 0), "complete");
            assertThrows(ChannelClosedException.class, () -> closed.send(2).block());
            assertThrows(ChannelClosedException.class, () -> closed.modify(now -> 2).block());
            assertEquals(0, closed.subscribers());
            assertEquals(1, closed.value());
        }
    }

    @Test
    void modifyTellsNobodyIfNothingChangedAndLeavesTheValueIfTheFunctionThrows() throws Exception {
        NatsWatch<String> text = SERVER.nats().watch("config", "text", ValueCodec.text(), "a").block();
        Probe<String> probe = take(text.receiver(), 10);
        assertSignals(probe, "a");
        assertFalse(text.modify(now -> now).block());
        assertSignals(take(text.modify(now -> now), 10), false, "complete");
        assertTrue(text.modify(now -> now + "b").block());
        IllegalStateException planted = new IllegalStateException("planted");
        assertSame(planted, assertThrows(IllegalStateException.class, () -> text.modify(now -> {
                    throw planted;
                })
                .block()));
        assertThrows(NullPointerException.class, () -> text.modify(now -> null).block());
        assertThrows(NullPointerException.class, () -> text.modify(null));
        assertThrows(NullPointerException.class, () -> text.send(null));
        assertSignals(probe, "a", "ab");
    }

    /** Three programs count, each some at a time. The last value is the number of all changes. */
    @Test
    void noChangeIsLost() throws Exception {
        int each = 60;
        List<NatsWatch<Integer>> watches =
                List.of(watch(SERVER.nats()), watch(SERVER.connect()), watch(SERVER.connect()));
        AtomicInteger last = new AtomicInteger(-1);
        CompletableFuture<Integer> all = watches.get(0)
                .receiver()
                .doOnNext(value -> assertTrue(value > last.getAndSet(value), "values only grow"))
                .filter(value -> value == 3 * each)
                .next()
                .toFuture();
        List<CompletableFuture<Boolean>> changes = new ArrayList<>();
        for (int i = 0; i < each; i++) {
            watches.forEach(
                    watch -> changes.add(watch.modify(now -> now + 1).toFuture()));
        }
        for (CompletableFuture<Boolean> change : changes) {
            assertTrue(change.get(20, TimeUnit.SECONDS));
        }
        assertEquals(3 * each, all.get(20, TimeUnit.SECONDS));
        for (NatsWatch<Integer> watch : watches) {
            assertHears(watch, 3 * each);
        }
    }

    @Test
    void changesThroughOneObjectKeepTheirOrderAndOneThatIsCancelledIsLeftOut() throws Exception {
        NatsWatch<Integer> watch = watch(SERVER.nats());
        List<CompletableFuture<Void>> sent = new ArrayList<>();
        for (int i = 1; i <= 50; i++) {
            sent.add(watch.send(i).toFuture());
        }
        sent.get(49).cancel(true);
        for (int i = 0; i < 49; i++) {
            sent.get(i).get(20, TimeUnit.SECONDS);
        }
        watch.modify(now -> now * 2).block();
        assertEquals(98, watch.value());
    }

    @Test
    void subscribersAreCountedAndTheLastToGoIsNoticed() throws Exception {
        NatsWatch<Integer> watch = watch(SERVER.nats());
        watch.abandoned().block();
        Probe<Integer> first = take(watch.receiver(), 0);
        Probe<Integer> second = take(watch.changes(), 0);
        CompletableFuture<Void> abandoned = watch.abandoned().toFuture();
        assertEquals(2, watch.subscribers());
        first.cancel();
        await(() -> watch.subscribers() == 1);
        assertFalse(abandoned.isDone());
        second.cancel();
        abandoned.get(20, TimeUnit.SECONDS);
        assertEquals(0, watch.subscribers());
    }

    @Test
    void bytesThatAreNoValue() throws Exception {
        List<String> told = new CopyOnWriteArrayList<>();
        NatsWatch<Integer> strict = watch(SERVER.nats());
        NatsWatch<Integer> skipping = SERVER.nats()
                .watch(
                        "config",
                        "the.limit",
                        NUMBERS,
                        Undecodable.skip((bytes, why) -> told.add(bytes.utf8())),
                        7,
                        WatchSettings.inFiles())
                .block();
        assertEquals(0, skipping.value(), "it had a value");
        NatsWatch<String> texts = SERVER.nats().watch("config", "the.limit", ValueCodec.text(), "").block();
        Probe<Integer> failing = take(strict.receiver(), 10);
        Probe<Integer> going = take(skipping.receiver(), 10);
        assertSignals(failing, 0);
        assertSignals(going, 0);
        texts.send("many").block();
        await(() -> failing.signals().size() == 2);
        String says = assertInstanceOf(
                        UndecodableValueException.class, failing.signals().get(1))
                .getMessage();
        assertTrue(says.contains("config/the.limit"), says);
        assertThrows(
                UndecodableValueException.class, () -> strict.modify(now -> now + 1).block());
        assertThrows(UndecodableValueException.class, () -> watch(SERVER.nats()));
        assertTrue(skipping.modify(now -> now + 1).block());
        assertEquals(List.of("many"), told);
        assertSignals(going, 0, 1);
        assertHears(strict, 1);
        assertEquals(1, strict.receiver().next().block());
    }

    /** Other clients of NATS see and change the value as in any bucket. */
    @Test
    void aBucketOfTheKeyValueApi() throws Exception {
        try (Connection connection = Nats.connect(SERVER.url())) {
            connection
                    .keyValueManagement()
                    .create(KeyValueConfiguration.builder()
                            .name("config")
                            .storageType(StorageType.File)
                            .maxHistoryPerKey(5)
                            .build());
            KeyValue bucket = connection.keyValue("config");
            bucket.put("the.limit", "5");
            NatsWatch<Integer> watch = watch(SERVER.nats());
            assertEquals(5, watch.value());
            watch.send(6).block();
            assertEquals("6", bucket.get("the.limit").getValueAsString());
            assertEquals(
                    watch.revision(), assertNotNullAnd(bucket.get("the.limit")).getRevision());
            bucket.put("another", "1");
            bucket.put("the.limit", "7");
            assertHears(watch, 7);
            bucket.delete("the.limit");
            watch.closed().toFuture().get(20, TimeUnit.SECONDS);
            assertEquals(7, watch.value());
            assertThrows(ChannelClosedException.class, () -> watch.send(8).block());
            NatsWatch<Integer> anew = watch(SERVER.nats());
            assertEquals(0, anew.value());
            assertEquals("0", bucket.get("the.limit").getValueAsString());
        }
    }

    private static <T> T assertNotNullAnd(T value) {
        assertNotNull(value);
        return value;
    }

    @Test
    void mistakesAreNamed() throws Exception {
        NatsChannels nats = SERVER.connect();
        for (String name : List.of("", ".", "a..b", "a b", "a.*", ">")) {
            assertThrows(IllegalArgumentException.class, () -> nats.watch("config", name, NUMBERS, 1));
            assertThrows(IllegalArgumentException.class, () -> nats.watch(name, "limit", NUMBERS, 1));
        }
        assertThrows(IllegalArgumentException.class, () -> nats.watch("con.fig", "limit", NUMBERS, 1));
        assertThrows(IllegalArgumentException.class, () -> WatchSettings.inFiles().replicated(6));
        assertThrows(NullPointerException.class, () -> nats.watch("config", "limit", NUMBERS, null));
        NatsWatch<Integer> watch = watch(nats);
        StreamSettingsException other = assertThrows(
                StreamSettingsException.class,
                () -> nats.watch(
                                "config",
                                "limit",
                                NUMBERS,
                                Undecodable.fail(),
                                1,
                                WatchSettings.inFiles().inMemoryOnly())
                        .block());
        assertTrue(other.getMessage().contains("storage"), other.getMessage());
        NatsWatch<String> text = nats.watch("config", "text", ValueCodec.text(), "").block();
        assertThrows(
                ValueTooLargeException.class, () -> text.send("x".repeat(1 << 20)).block());
        text.send("small").block();
        Probe<Integer> probe = take(watch.receiver(), 10);
        assertSignals(probe, 0);
        nats.close();
        await(() -> probe.signals().size() == 2);
        assertInstanceOf(NatsClosedException.class, probe.signals().get(1));
        assertThrows(NatsClosedException.class, () -> watch.send(1).block());
        assertThrows(NatsClosedException.class, () -> watch.changes().next().block());
        assertEquals(0, watch.value());
    }
}
