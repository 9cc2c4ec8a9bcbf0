package io.nagare.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lettuce.core.XAddArgs;
import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.channel.ChannelClosedException;
import io.nagare.channels.ConnectionState.Phase;
import io.nagare.policy.Lag;
import io.nagare.redis.failure.ChannelGoneException;
import io.nagare.redis.failure.ChannelSettingsException;
import io.nagare.redis.failure.RedisClosedException;
import io.nagare.redis.failure.RedisCredentialsException;
import io.nagare.redis.failure.RedisRefusedException;
import io.nagare.redis.failure.RedisUnreachableException;
import io.nagare.redis.failure.RedisVersionException;
import io.nagare.redis.failure.ValueTooLargeException;
import io.nagare.value.Undecodable;
import io.nagare.value.UndecodableValueException;
import io.nagare.value.ValueCodec;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.function.Executable;

/** Each mistake gets an error that names it. */
class RedisBadInputTest {

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

    private static RedisChannels connect(RedisServer server) {
        return RedisChannels.connect(server.options()).block();
    }

    @Test
    void noServer() throws Exception {
        RedisServer server = RedisServer.start();
        server.close();
        assertFails(RedisUnreachableException.class, "127.0.0.1:" + server.port(), () -> connect(server));
    }

    /** A server that says that it is old. */
    @Test
    void aServerThatIsTooOld() throws Exception {
        try (ServerSocket old = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
            Thread serving = start(() -> playOldServer(old));
            RedisOptions options = RedisOptions.of("redis://127.0.0.1:" + old.getLocalPort());
            assertFails(RedisVersionException.class, "has the version 6.2.14, but 7.0 or newer is needed", () ->
                    RedisChannels.connect(options).block());
            old.close();
            serving.join(20_000);
            assertFalse(serving.isAlive());
        }
    }

    /** One that takes connections and says nothing. The limit is that of the address, once. */
    @Test
    void aServerThatSaysNothing() throws Exception {
        try (ServerSocket mute = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
            RedisOptions options = RedisOptions.of("redis://127.0.0.1:" + mute.getLocalPort() + "?timeout=4s");
            long start = System.nanoTime();
            assertFails(RedisUnreachableException.class, "nothing for PT4S", () ->
                    RedisChannels.connect(options).block());
            long took = System.nanoTime() - start;
            assertTrue(took < TimeUnit.SECONDS.toNanos(7), took + " ns");
        }
    }

    /** A thread of its own: the common pool has a single one where there are two processors. */
    private static Thread start(Runnable work) {
        Thread thread = new Thread(work, "an old server");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** Answers each command with the same information, until it is closed. */
    private static void playOldServer(ServerSocket old) {
        String information = "# Server\r\nredis_version:6.2.14\r\nrole:master\r\nloading:0\r\n";
        String answer = "$" + information.length() + "\r\n" + information + "\r\n";
        List<Socket> sockets = new CopyOnWriteArrayList<>();
        while (true) {
            try {
                Socket socket = old.accept();
                sockets.add(socket);
                start(() -> {
                    try {
                        BufferedReader lines = new BufferedReader(new InputStreamReader(
                                socket.getInputStream(), StandardCharsets.US_ASCII));
                        String line;
                        while ((line = lines.readLine()) != null) {
                            if (line.startsWith("*")) {
                                socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
                            }
                        }
                    } catch (IOException over) {
                        // The client has gone.
                    }
                });
            } catch (IOException closed) {
                return;
            }
        }
    }

    @Test
    void wrongCredentials() throws Exception {
        try (RedisServer server = RedisServer.start(List.of("--requirepass", "secret"))) {
            assertFails(RedisCredentialsException.class, "127.0.0.1", () -> connect(server));
            String address = "127.0.0.1:" + server.port();
            RedisOptions wrong = RedisOptions.of("redis://:wrong@" + address);
            RedisCredentialsException refused = assertThrows(
                    RedisCredentialsException.class, () -> RedisChannels.connect(wrong).block());
            assertFalse(refused.getMessage().contains("wrong@"), refused.getMessage());
            RedisOptions right = RedisOptions.of("redis://:secret@" + address);
            try (RedisChannels redis = RedisChannels.connect(right).block()) {
                assertEquals(Phase.CONNECTED, redis.state().phase());
            }
        }
    }

    @Test
    void arguments() throws Exception {
        assertFails(IllegalArgumentException.class, "not an address", () -> RedisOptions.of("not an address"));
        RedisOptions options = RedisOptions.of("redis://localhost");
        assertFails(
                IllegalArgumentException.class, "pauses", () -> options.pauses(Duration.ZERO, Duration.ofSeconds(1)));
        BroadcastSettings settings = BroadcastSettings.lagging(1);
        assertFails(IllegalArgumentException.class, "but was 0", () -> BroadcastSettings.lagging(0));
        assertFails(IllegalArgumentException.class, "but was -1", () -> settings.prefetching(-1));
        assertFails(IllegalArgumentException.class, "but was 0", () -> settings.sendingAtOnce(0));
        assertFails(IllegalArgumentException.class, "but was 0", () -> Start.sequence(0));
        assertFails(IllegalArgumentException.class, "but 0 were", () -> Start.last(0));
        RedisChannels redis = SERVER.redis();
        for (String name : List.of("", ".", "a..b", "a b", "a.*", ">", "ä", "a.")) {
            assertFails(
                    IllegalArgumentException.class,
                    "\"" + name + "\"",
                    () -> redis.broadcast(name, ValueCodec.text(), 1));
        }
        assertThrows(NullPointerException.class, () -> redis.broadcast("a", null, 1));
    }

    @Test
    void aStreamWithOtherSettingsIsNamedAndLeftAsItIs() throws Exception {
        RedisChannels redis = SERVER.redis();
        redis.broadcast("a.b", ValueCodec.text(), 10).block();
        assertFails(
                ChannelSettingsException.class,
                "capacity is 10, but 11 is asked for",
                () -> redis.broadcast("a.b", ValueCodec.text(), 11).block());
        redis.broadcast("a_b", ValueCodec.text(), 11).block();
        assertEquals(10, redis.broadcast("a.b", ValueCodec.text(), 10).block().capacity());
    }

    @Test
    void aKeyOfAnotherTypeIsNamedAndLeftAsItIs() throws Exception {
        SERVER.commands().set("nagare:{text}", "mine");
        SERVER.commands().lpush("nagare:{list}:values", "mine");
        SERVER.commands().xadd("nagare:{foreign}:values", Map.of("a", "b"));
        for (String name : List.of("text", "list", "foreign")) {
            assertFails(
                    ChannelSettingsException.class,
                    "the key nagare:{" + name + "}",
                    () -> SERVER.redis().broadcast(name, ValueCodec.text(), 10).block());
        }
        assertEquals("mine", SERVER.commands().get("nagare:{text}"));
    }

    @Test
    void whatAnotherProgramWritesIntoTheStreamIsNamed() throws Exception {
        RedisBroadcast<String> room = SERVER.redis().broadcast("room", ValueCodec.text(), 10).block();
        room.send("a").block();
        SERVER.commands().xadd("nagare:{room}:values", XAddArgs.Builder.maxlen(10).id("0-2"), Map.of("a", "b"));
        assertFails(
                ChannelSettingsException.class,
                "an entry of its stream",
                () -> room.replay(2).take(2).collectList().block());
    }

    @Test
    void aValueThatIsTooLargeFailsAlone() throws Exception {
        try (RedisServer server = RedisServer.start(List.of("--proto-max-bulk-len", "1mb"));
                RedisChannels redis = connect(server)) {
            RedisBroadcast<Bytes> room = redis.broadcast("room", ValueCodec.bytes(), 10).block();
            Bytes large = Bytes.wrap(new byte[(1 << 20) + 1]);
            CompletableFuture<List<Bytes>> received =
                    room.receiver().take(2).collectList().toFuture();
            Bytes small = Bytes.utf8("small");
            room.send(small).block();
            assertFails(ValueTooLargeException.class, "1048577", () -> room.send(large).block());
            room.send(small).block();
            assertEquals(List.of(small, small), received.get(20, TimeUnit.SECONDS));
            assertEquals(1, redis.state().connections());
        }
    }

    @Test
    void aServerWithoutMemorySaysSo() throws Exception {
        try (RedisServer server = RedisServer.start(List.of("--maxmemory", "8mb"));
                RedisChannels redis = connect(server)) {
            RedisBroadcast<Bytes> room = redis.broadcast("room", ValueCodec.bytes(), 1_000).block();
            Bytes value = Bytes.wrap(new byte[1 << 18]);
            RedisRefusedException refused = assertThrows(
                    RedisRefusedException.class,
                    () -> Many.range(0, 100).map(i -> value).sendTo(room).block());
            assertTrue(refused.getMessage().contains("a value for room: OOM"), refused.getMessage());
            long last = room.kept().block().last();
            assertTrue(last > 0 && last < 100, last + " values");
        }
    }

    @Test
    void aServerThatIsAReplica() throws Exception {
        try (RedisServer server = RedisServer.start(List.of("--replicaof", "127.0.0.1 1"))) {
            assertFails(RedisUnreachableException.class, "replica", () -> connect(server));
        }
    }

    @Test
    void bytesThatAreNoValue() throws Exception {
        ValueCodec<Integer> numbers = ValueCodec.text().map(Integer::valueOf, Object::toString);
        List<String> told = new CopyOnWriteArrayList<>();
        RedisChannels redis = SERVER.redis();
        BroadcastSettings settings = BroadcastSettings.lagging(10);
        RedisBroadcast<Integer> strict = redis.broadcast("n", numbers, settings).block();
        RedisBroadcast<Integer> skipping = redis.broadcast(
                        "n", numbers, Undecodable.skip((bytes, why) -> told.add(bytes.utf8())), settings)
                .block();
        RedisBroadcast<Integer> replacing = redis.broadcast(
                        "n", numbers, Undecodable.replace((bytes, why) -> -bytes.length()), settings)
                .block();
        RedisBroadcast<String> texts = redis.broadcast("n", ValueCodec.text(), settings).block();
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
                () -> redis.broadcast("n", ValueCodec.<Integer>of(
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
        RedisChannels staying = SERVER.redis();
        RedisChannels redis = SERVER.connect();
        RedisBroadcast<String> room = redis.broadcast("room", ValueCodec.text(), 10).block();
        RedisBroadcast<String> other = staying.broadcast("room", ValueCodec.text(), 10).block();
        CompletableFuture<?> receiving = room.receiver().then().toFuture();
        redis.close();
        failure(RedisClosedException.class, receiving);
        failure(RedisClosedException.class, room.send("a").toFuture());
        failure(RedisClosedException.class, room.kept().toFuture());
        failure(RedisClosedException.class, redis.broadcast("b", ValueCodec.text(), 1).toFuture());
        assertEquals(Phase.CLOSED, redis.state().phase());
        other.send("b").block();
        assertEquals("b", other.replay(1).next().block());
    }

    @Test
    void drainingSendsWhatHasBegun() throws Exception {
        RedisChannels staying = SERVER.redis();
        RedisChannels redis = SERVER.connect();
        RedisBroadcast<Integer> room = redis.broadcast(
                        "room", ValueCodec.text().map(Integer::valueOf, Object::toString), 1_000)
                .block();
        List<CompletableFuture<Void>> sent =
                Many.range(0, 1_000).map(i -> room.send(i).toFuture()).collectList().block();
        redis.drain(Duration.ofSeconds(20)).toFuture().get(30, TimeUnit.SECONDS);
        for (CompletableFuture<Void> one : sent) {
            one.get(1, TimeUnit.SECONDS);
        }
        assertEquals(Phase.CLOSED, redis.state().phase());
        failure(RedisClosedException.class, room.send(1).toFuture());
    }

    @Test
    void aStreamThatIsDeletedFailsItsUsers() throws Exception {
        RedisChannels redis = SERVER.redis();
        RedisBroadcast<String> room = redis.broadcast("room", ValueCodec.text(), 10).block();
        CompletableFuture<?> receiving = room.receiver().then().toFuture();
        room.send("a").block();
        SERVER.commands().del("nagare:{room}", "nagare:{room}:values");
        failure(ChannelGoneException.class, room.send("b").toFuture());
        failure(ChannelGoneException.class, receiving);
    }

    @Test
    void aChannelThatAnotherProgramClosesEndsHere() throws Exception {
        RedisChannels redis = SERVER.redis();
        RedisChannels other = SERVER.connect();
        RedisBroadcast<String> room = redis.broadcast("room", ValueCodec.text(), 2).block();
        RedisBroadcast<String> elsewhere = other.broadcast("room", ValueCodec.text(), 2).block();
        CompletableFuture<List<String>> received = room.receiver(Lag.fail()).collectList().toFuture();
        room.kept().block();
        elsewhere.send("a").block();
        elsewhere.send("b").block();
        elsewhere.close();
        assertEquals(List.of("a", "b"), received.get(20, TimeUnit.SECONDS));
        room.closed().toFuture().get(20, TimeUnit.SECONDS);
        failure(ChannelClosedException.class, room.send("c").toFuture());
        RedisBroadcast<String> late = redis.broadcast("room", ValueCodec.text(), 2).block();
        assertTrue(late.isClosed());
        assertEquals(List.of("a", "b"), late.replay(2).collectList().block());
        assertEquals(2, late.kept().block().last());
    }

    @Test
    void closingTheRuntimeClosesTheConnection() throws Exception {
        RedisChannels redis;
        CompletableFuture<?> receiving;
        try (Nagare runtime = Nagare.multiThread().workers(1).start()) {
            redis = runtime.blockOn(RedisChannels.connect(SERVER.options()));
            RedisBroadcast<String> room = runtime.blockOn(redis.broadcast("room", ValueCodec.text(), 2));
            receiving = room.receiver().then().toFuture();
            assertEquals(Phase.CONNECTED, redis.state().phase());
        }
        assertEquals(Phase.CLOSED, redis.state().phase());
        failure(RedisClosedException.class, receiving);
    }

    /** Lettuce's threads are counted, and what they hold open. */
    @Test
    void closingLeavesNothing() throws Exception {
        long threads = threads();
        SERVER.connect().close();
        eventually(() -> threads() <= threads);
        Path descriptors = Path.of("/proc/self/fd");
        assumeTrue(Files.isDirectory(descriptors), "this system does not tell open descriptors");
        long before = count(descriptors);
        for (int i = 0; i < 5; i++) {
            try (Nagare runtime = Nagare.multiThread().workers(1).start()) {
                RedisChannels redis = runtime.blockOn(RedisChannels.connect(SERVER.options()));
                runtime.blockOn(redis.broadcast("room", ValueCodec.text(), 2).flatMap(room -> room.send("a")));
                if (i % 2 == 0) {
                    redis.close();
                }
            }
        }
        RedisOptions nobody = RedisOptions.of("redis://127.0.0.1:" + RedisServer.freePort());
        assertThrows(RedisUnreachableException.class, () -> RedisChannels.connect(nobody).block());
        eventually(
                () -> threads() <= threads && count(descriptors) <= before,
                () -> threads() + " threads, before " + threads + "; " + count(descriptors) + " descriptors, before "
                        + before + ": " + targets(descriptors));
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("lettuce"))
                .count();
    }

    private static long count(Path directory) {
        String[] files = directory.toFile().list();
        return files == null ? 0 : files.length;
    }

    private static List<String> targets(Path directory) {
        List<String> targets = new ArrayList<>();
        try (Stream<Path> descriptors = Files.list(directory)) {
            for (Path descriptor : descriptors.toList()) {
                if (Files.isSymbolicLink(descriptor)) {
                    targets.add(Files.readSymbolicLink(descriptor).toString());
                }
            }
        } catch (IOException gone) {
            targets.add(gone.toString());
        }
        return targets;
    }

    private static void eventually(BooleanSupplier happened) throws InterruptedException {
        eventually(happened, () -> "it has not happened");
    }

    private static void eventually(BooleanSupplier happened, Supplier<String> otherwise) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!happened.getAsBoolean()) {
            if (System.nanoTime() > end) {
                fail(otherwise.get() + " within 20 s");
            }
            Thread.sleep(1);
        }
    }
}
