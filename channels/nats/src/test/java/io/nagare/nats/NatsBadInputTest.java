package io.nagare.nats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.channel.ChannelClosedException;
import io.nagare.channels.ConnectionState.Phase;
import io.nagare.nats.failure.JetStreamMissingException;
import io.nagare.nats.failure.NatsClosedException;
import io.nagare.nats.failure.NatsCredentialsException;
import io.nagare.nats.failure.NatsUnreachableException;
import io.nagare.nats.failure.StreamGoneException;
import io.nagare.nats.failure.StreamSettingsException;
import io.nagare.nats.failure.ValueTooLargeException;
import io.nagare.policy.Lag;
import io.nagare.value.Undecodable;
import io.nagare.value.UndecodableValueException;
import io.nagare.value.ValueCodec;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Each mistake gets an error that names it. */
@ResourceLock("the shared server")
class NatsBadInputTest {

    @RegisterExtension
    static final SharedServer SERVER = new SharedServer();

    private static <E extends Throwable> void assertFails(Class<E> type, String says, Executable call) {
        String message = assertThrows(type, call).getMessage();
        assertTrue(message.contains(says), message);
    }

    private static <E extends Throwable> E failure(Class<E> type, CompletableFuture<?> future) {
        return assertInstanceOf(
                type, assertThrows(ExecutionException.class, () -> future.get(20, TimeUnit.SECONDS)).getCause());
    }

    private static NatsChannels connect(NatsServer server) {
        return NatsChannels.connect(server.options()).block();
    }

    @Test
    void noServer() throws Exception {
        NatsServer server = NatsServer.start();
        server.close();
        assertFails(NatsUnreachableException.class, server.url(), () -> connect(server));
    }

    @Test
    void noJetStream() throws Exception {
        try (NatsServer server = NatsServer.start(List.of())) {
            assertFails(JetStreamMissingException.class, "-js", () -> connect(server));
        }
    }

    @Test
    void wrongCredentials() throws Exception {
        try (NatsServer server = NatsServer.start(List.of("-js", "--user", "ann", "--pass", "secret"))) {
            // jnats waits that long behind a refusal.
            NatsOptions none =
                    server.options().configure(builder -> builder.connectionTimeout(Duration.ofMillis(300)));
            assertFails(
                    NatsCredentialsException.class,
                    server.url(),
                    () -> NatsChannels.connect(none).block());
            NatsOptions wrong = none.configure(builder -> builder.userInfo("ann", "wrong"));
            assertFails(
                    NatsCredentialsException.class,
                    "configure",
                    () -> NatsChannels.connect(wrong).block());
            NatsOptions right = server.options().configure(builder -> builder.userInfo("ann", "secret"));
            try (NatsChannels nats = NatsChannels.connect(right).block()) {
                assertEquals(Phase.CONNECTED, nats.state().phase());
            }
        }
    }

    @Test
    void arguments() throws Exception {
        assertFails(IllegalArgumentException.class, "server", () -> NatsOptions.of());
        assertFails(IllegalArgumentException.class, "address", () -> NatsOptions.of("not an address"));
        NatsOptions options = NatsOptions.of("localhost");
        assertFails(
                IllegalArgumentException.class, "pauses", () -> options.pauses(Duration.ZERO, Duration.ofSeconds(1)));
        BroadcastSettings settings = BroadcastSettings.lagging(1);
        assertFails(IllegalArgumentException.class, "but was 0", () -> BroadcastSettings.lagging(0));
        assertFails(IllegalArgumentException.class, "but was 6", () -> settings.replicated(6));
        assertFails(IllegalArgumentException.class, "but was -1", () -> settings.prefetching(-1));
        assertFails(IllegalArgumentException.class, "but was 0", () -> settings.sendingAtOnce(0));
        assertFails(IllegalArgumentException.class, "but was 0", () -> Start.sequence(0));
        assertFails(IllegalArgumentException.class, "but 0 were", () -> Start.last(0));
        NatsChannels nats = SERVER.nats();
        for (String name : List.of("", ".", "a..b", "a b", "a.*", ">", "ä", "a.")) {
            assertFails(
                    IllegalArgumentException.class,
                    "\"" + name + "\"",
                    () -> nats.broadcast(name, ValueCodec.text(), 1));
        }
        assertThrows(NullPointerException.class, () -> nats.broadcast("a", null, 1));
    }

    @Test
    void aStreamWithOtherSettingsIsNamedAndLeftAsItIs() throws Exception {
        NatsChannels nats = SERVER.nats();
        nats.broadcast("a.b", ValueCodec.text(), 10).block();
        assertFails(
                StreamSettingsException.class,
                "max_msgs is 10, but 11 is asked for",
                () -> nats.broadcast("a.b", ValueCodec.text(), 11).block());
        assertFails(
                StreamSettingsException.class,
                "subjects",
                () -> nats.broadcast("a_b", ValueCodec.text(), 10).block());
        assertEquals(10, nats.broadcast("a.b", ValueCodec.text(), 10).block().capacity());
    }

    @Test
    void aValueThatIsTooLargeFailsAlone() throws Exception {
        NatsChannels nats = SERVER.nats();
        NatsBroadcast<Bytes> room = nats.broadcast("room", ValueCodec.bytes(), 10).block();
        Bytes large = Bytes.wrap(new byte[1 << 20]);
        CompletableFuture<List<Bytes>> received =
                room.receiver().take(2).collectList().toFuture();
        Bytes small = Bytes.utf8("small");
        room.send(small).block();
        assertFails(ValueTooLargeException.class, "1048576", () -> room.send(large).block());
        room.send(small).block();
        assertEquals(List.of(small, small), received.get(20, TimeUnit.SECONDS));
    }

    @Test
    void bytesThatAreNoValue() throws Exception {
        ValueCodec<Integer> numbers = ValueCodec.text().map(Integer::valueOf, Object::toString);
        List<String> told = new CopyOnWriteArrayList<>();
        NatsChannels nats = SERVER.nats();
        BroadcastSettings settings = BroadcastSettings.lagging(10);
        NatsBroadcast<Integer> strict = nats.broadcast("n", numbers, settings).block();
        NatsBroadcast<Integer> skipping = nats.broadcast(
                        "n", numbers, Undecodable.skip((bytes, why) -> told.add(bytes.utf8())), settings)
                .block();
        NatsBroadcast<Integer> replacing = nats.broadcast(
                        "n", numbers, Undecodable.replace((bytes, why) -> -bytes.length()), settings)
                .block();
        NatsBroadcast<String> texts = nats.broadcast("n", ValueCodec.text(), settings).block();
        Many.just("1", "two", "3").sendTo(texts).block();
        UndecodableValueException failure = assertThrows(
                UndecodableValueException.class,
                () -> strict.replay(3).collectList().block());
        assertTrue(failure.getMessage().contains("\"n\", number 2"), failure.getMessage());
        assertEquals(List.of(1, 3), skipping.replay(3).take(2).collectList().block());
        assertEquals(List.of("two"), told);
        assertEquals(List.of(1, -3, 3), replacing.replay(3).take(3).collectList().block());
        assertThrows(
                IllegalStateException.class,
                () -> nats.broadcast("n", ValueCodec.<Integer>of(
                                value -> {
                                    throw new IllegalStateException("planted");
                                },
                                bytes -> 1), 10)
                        .block()
                        .send(1)
                        .block());
    }

    @Test
    void aClosedConnectionFailsWhatUsesItAndTheChannelStays() throws Exception {
        NatsChannels staying = SERVER.nats();
        NatsChannels nats = SERVER.connect();
        NatsBroadcast<String> room = nats.broadcast("room", ValueCodec.text(), 10).block();
        NatsBroadcast<String> other = staying.broadcast("room", ValueCodec.text(), 10).block();
        CompletableFuture<?> receiving = room.receiver().then().toFuture();
        nats.close();
        failure(NatsClosedException.class, receiving);
        failure(NatsClosedException.class, room.send("a").toFuture());
        failure(NatsClosedException.class, room.kept().toFuture());
        failure(NatsClosedException.class, nats.broadcast("b", ValueCodec.text(), 1).toFuture());
        assertEquals(Phase.CLOSED, nats.state().phase());
        other.send("b").block();
        assertEquals("b", other.replay(1).next().block());
    }

    @Test
    void drainingSendsWhatHasBegun() throws Exception {
        NatsChannels staying = SERVER.nats();
        NatsChannels nats = SERVER.connect();
        NatsBroadcast<Integer> room = nats.broadcast(
                        "room", ValueCodec.text().map(Integer::valueOf, Object::toString), 1_000)
                .block();
        List<CompletableFuture<Void>> sent =
                Many.range(0, 1_000).map(i -> room.send(i).toFuture()).collectList().block();
        nats.drain(Duration.ofSeconds(20)).toFuture().get(30, TimeUnit.SECONDS);
        for (CompletableFuture<Void> one : sent) {
            one.get(1, TimeUnit.SECONDS);
        }
        assertEquals(Phase.CLOSED, nats.state().phase());
        failure(NatsClosedException.class, room.send(1).toFuture());
    }

    @Test
    void drainingWaitsForTheChangesOfWatches() throws Exception {
        ValueCodec<Integer> numbers = ValueCodec.text().map(Integer::valueOf, Object::toString);
        NatsWatch<Integer> staying = SERVER.nats().watch("counts", "count", numbers, 0).block();
        NatsChannels nats = SERVER.connect();
        NatsWatch<Integer> count = nats.watch("counts", "count", numbers, 0).block();
        List<CompletableFuture<Boolean>> changes = Many.range(0, 200)
                .map(i -> count.modify(now -> now + 1).toFuture())
                .collectList()
                .block();
        CompletableFuture<Void> drained = nats.drain(Duration.ofSeconds(20)).toFuture();
        drained.get(30, TimeUnit.SECONDS);
        for (CompletableFuture<Boolean> change : changes) {
            assertTrue(change.get(1, TimeUnit.SECONDS));
        }
        assertEquals(Phase.CLOSED, nats.state().phase());
        failure(NatsClosedException.class, count.send(1).toFuture());
        staying.receiver().filter(value -> value == 200).next().toFuture().get(20, TimeUnit.SECONDS);
    }

    @Test
    void aStreamThatIsDeletedFailsItsUsers() throws Exception {
        NatsChannels nats = SERVER.nats();
        NatsBroadcast<String> room = nats.broadcast("room", ValueCodec.text(), 10).block();
        CompletableFuture<?> receiving = room.receiver().then().toFuture();
        room.send("a").block();
        SERVER.management().deleteStream("room");
        failure(StreamGoneException.class, room.send("b").toFuture());
        failure(StreamGoneException.class, receiving);
    }

    @Test
    void aChannelThatAnotherProgramClosesEndsHere() throws Exception {
        NatsChannels nats = SERVER.nats();
        NatsChannels other = SERVER.connect();
        NatsBroadcast<String> room = nats.broadcast("room", ValueCodec.text(), 2).block();
        NatsBroadcast<String> elsewhere = other.broadcast("room", ValueCodec.text(), 2).block();
        CompletableFuture<List<String>> received = room.receiver(Lag.fail()).collectList().toFuture();
        room.kept().block();
        elsewhere.send("a").block();
        elsewhere.send("b").block();
        elsewhere.close();
        assertEquals(List.of("a", "b"), received.get(20, TimeUnit.SECONDS));
        room.closed().toFuture().get(20, TimeUnit.SECONDS);
        failure(ChannelClosedException.class, room.send("c").toFuture());
        NatsBroadcast<String> late = nats.broadcast("room", ValueCodec.text(), 2).block();
        assertTrue(late.isClosed());
        assertEquals(List.of("a", "b"), late.replay(2).collectList().block());
        assertEquals(2, late.kept().block().last());
    }

    @Test
    void closingTheRuntimeClosesTheConnection() throws Exception {
        NatsChannels nats;
        CompletableFuture<?> receiving;
        try (Nagare runtime = Nagare.multiThread().workers(1).start()) {
            nats = runtime.blockOn(NatsChannels.connect(SERVER.options()));
            NatsBroadcast<String> room = runtime.blockOn(nats.broadcast("room", ValueCodec.text(), 2));
            receiving = room.receiver().then().toFuture();
            assertEquals(Phase.CONNECTED, nats.state().phase());
        }
        assertEquals(Phase.CLOSED, nats.state().phase());
        failure(NatsClosedException.class, receiving);
    }
}
