package io.nagare.redis;

import static io.nagare.channels.base.Waits.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.nagare.Many;
import io.nagare.engine.strand.Probe;
import io.nagare.value.ValueCodec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A master is killed, and a sentinel makes its replica the master. */
class RedisSentinelTest {

    private static final ValueCodec<Integer> NUMBERS = ValueCodec.text().map(Integer::valueOf, Object::toString);
    private static final int VALUES = 200;

    private static RedisServer sentinel(Path file, RedisServer master) throws Exception {
        Files.writeString(file, "sentinel monitor room 127.0.0.1 " + master.port() + " 1\n"
                + "sentinel down-after-milliseconds room 500\n"
                + "sentinel failover-timeout room 5000\n");
        return RedisServer.startWith(file, List.of("--sentinel"));
    }

    private static boolean hasReplica(RedisServer master, RedisServer sentinel) {
        RedisClient client = RedisClient.create();
        try (StatefulRedisConnection<String, String> at = client.connect(RedisURI.create(master.url()));
                var watching = client.connectSentinel(RedisURI.create(sentinel.url()))) {
            boolean inStep = at.sync().waitForReplication(1, 1_000) == 1;
            return inStep && !watching.sync().replicas("room").isEmpty();
        } finally {
            client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
        }
    }

    private static Object role(RedisServer server) {
        RedisClient client = RedisClient.create();
        try (StatefulRedisConnection<String, String> at = client.connect(RedisURI.create(server.url()))) {
            return at.sync().role().get(0);
        } finally {
            client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
        }
    }

    @Test
    void channelsGoOnAtTheNextMaster() throws Exception {
        Path file = Files.createTempFile("sentinel", ".conf");
        try (RedisServer master = RedisServer.start();
                RedisServer replica = RedisServer.start(
                        List.of("--appendonly", "yes", "--replicaof", "127.0.0.1 " + master.port()));
                RedisServer sentinel = sentinel(file, master);
                RedisChannels redis = RedisChannels.connect(
                                RedisOptions.of("redis-sentinel://127.0.0.1:" + sentinel.port() + "/0#room"))
                        .block()) {
            RedisBroadcast<Integer> room = redis.broadcast("room", NUMBERS, 1_024).block();
            Probe<Integer> received = new Probe<>();
            room.receiver().subscribe(received);
            received.request(Long.MAX_VALUE);
            Many.range(0, VALUES).sendTo(room).block();
            await(() -> hasReplica(master, sentinel));
            master.kill();
            CompletableFuture<Void> sent =
                    Many.range(VALUES, VALUES).sendTo(room).toFuture();
            sent.get(40, TimeUnit.SECONDS);
            await(() -> received.signals().size() >= 2 * VALUES);
            assertEquals(Many.range(0, 2 * VALUES).collectList().block(), received.signals());
            assertTrue(redis.state().connections() > 1);
            assertEquals("master", role(replica));
        } finally {
            Files.delete(file);
        }
    }
}
