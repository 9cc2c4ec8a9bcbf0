package io.nagare.examples.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.One;
import io.nagare.Task;
import io.nagare.examples.redis.client.Message;
import io.nagare.examples.redis.client.MiniRedisClient;
import io.nagare.examples.redis.client.RedisException;
import io.nagare.net.Server;
import io.nagare.net.Tcp;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Our client, against this server and against Redis. */
class MiniRedisClientTest {

    private static <T> T use(int port, Function<MiniRedisClient, One<T>> work) {
        return MiniRedisClient.connecting("127.0.0.1", port, work).next().block();
    }

    private static void works(int port) {
        assertEquals("Ada", use(port, redis -> redis.set("name", "Ada").then(redis.get("name"))).utf8());
        assertNull(use(port, redis -> redis.get("nothing")));
        assertEquals("1", use(port, redis -> redis.increment("n")).toString());
        assertEquals("2", use(port, redis -> redis.delete("n", "name", "nothing")).toString());
        assertEquals("0", use(port, redis -> redis.publish("nowhere", Bytes.utf8("x"))).toString());
        assertEquals(
                "ERR value is not an integer or out of range",
                assertThrows(RedisException.class, () -> use(port, redis ->
                                redis.set("text", Bytes.utf8("x"), Duration.ofHours(1)).then(redis.increment("text"))))
                        .getMessage());
        List<Long> sums = MiniRedisClient.connecting("127.0.0.1", port, redis ->
                        Many.range(0, 10_000).flatMap(i -> redis.increment("many")))
                .collectList()
                .block();
        assertEquals(10_000, sums.stream().mapToLong(sum -> sum).max().orElseThrow());
        assertEquals(10_000, sums.stream().distinct().count());
    }

    private static void subscribes(int port) {
        List<Message> heard = MiniRedisClient.connecting("127.0.0.1", port, redis -> Many.merge(
                                redis.subscribe("a", "b"),
                                Many.interval(Duration.ofMillis(5))
                                        .concatMap(tick -> redis.publish("b", Bytes.utf8("x")))
                                        .thenMany(Many.<Message>never()))
                        .take(3))
                .collectList()
                .block();
        assertEquals(3, heard.size());
        assertEquals(new Message("b", Bytes.utf8("x")), heard.get(2));
    }

    @Test
    void worksWithMiniRedis() throws Exception {
        try (RunningRedis redis = new RunningRedis()) {
            works(redis.port());
            subscribes(redis.port());
            assertEquals(List.of(), redis.unseen());
        }
    }

    @Test
    void worksWithRedis() throws Exception {
        try (RealRedis redis = new RealRedis()) {
            works(redis.port());
            subscribes(redis.port());
        }
    }

    @Test
    void callsFailWhenTheServerEnds() {
        try (Server server = Tcp.serveInBackground("127.0.0.1", 0, peer -> peer.read().next()).block()) {
            AtomicReference<Throwable> told = new AtomicReference<>();
            Exception failure = assertThrows(Exception.class, () -> use(
                    server.port(), redis -> redis.get("a").doOnError(told::set)));
            assertTrue(failure.toString().contains("the server has ended the connection"), failure::toString);
        }
    }

    @Test
    void aCallThatIsCancelledTakesNoAnswerOfOthers() throws Exception {
        try (RunningRedis redis = new RunningRedis()) {
            List<Long> sums = MiniRedisClient.connecting("127.0.0.1", redis.port(), client -> Many.range(0, 1000)
                            .concatMap(i -> i % 2 == 0
                                    ? client.increment("n").takeUntil(One.delay(Duration.ofNanos(i)))
                                            .thenMany(Many.<Long>empty())
                                    : client.increment("n")))
                    .collectList()
                    .block();
            assertEquals(500, sums.size());
            assertEquals(sums.stream().sorted().toList(), sums);
            Task<Long> last = redis.nagare().spawn(MiniRedisClient.connecting(
                    "127.0.0.1", redis.port(), client -> client.increment("n")).next());
            assertTrue(redis.nagare().blockOn(last) > sums.get(499));
        }
    }
}
