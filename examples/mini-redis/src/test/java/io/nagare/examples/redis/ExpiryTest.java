package io.nagare.examples.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.examples.redis.client.MiniRedisClient;
import io.nagare.examples.redis.resp.Request;
import io.nagare.examples.redis.resp.Value;
import io.nagare.net.ServeOptions;
import io.nagare.testing.simulation.Host;
import io.nagare.testing.simulation.Simulation;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Keys expire by the time of the runtime: between simulated hosts an hour takes no time. */
class ExpiryTest {

    private static List<Value> ask(Host client, String... commands) {
        return client.blockOn(() -> MiniRedisClient.connecting("server", 6379, redis -> Many.just(commands)
                        .concatMap(command -> redis.call(Request.of(command.split(" ")))))
                .collectList());
    }

    /** Returns the answers to commands, and to others 31 ms later. The sweep comes each 100 ms. */
    private static List<Value> ask(Simulation simulation, List<String> first, List<String> later) {
        simulation.host("server", () -> MiniRedis.of(Nagare.current().time(), MiniRedis.Settings.defaults())
                .serve("server", 6379, ServeOptions.defaults()));
        simulation.run(Duration.ofMillis(100));
        return simulation.host("client").blockOn(() -> MiniRedisClient.connecting("server", 6379, redis -> Many.concat(
                        calls(redis, first), One.delay(Duration.ofMillis(31)).thenMany(calls(redis, later))))
                .collectList());
    }

    private static Many<Value> calls(MiniRedisClient redis, List<String> commands) {
        return Many.fromIterable(commands).concatMap(command -> redis.call(Request.of(command.split(" "))));
    }

    /** The key is still there for the sweep. */
    @Test
    void aWatchedKeyWhoseTimeIsOverHasChanged() {
        Simulation.forSeeds(20).check(simulation -> assertEquals(
                List.of(Value.Absent.ARRAY, Value.NOTHING),
                ask(simulation,
                                List.of("SET key 5 PX 30", "WATCH key", "MULTI", "INCR key"),
                                List.of("EXEC", "GET key"))
                        .subList(4, 6)));
    }

    @Test
    void aKeyWhoseTimeWasOverBeforeItWasWatchedHasNotChanged() {
        Simulation.forSeeds(20).check(simulation -> assertEquals(
                new Value.Array(List.of(new Value.Simple("PONG"))),
                ask(simulation, List.of("SET key 5 PX 30"), List.of("WATCH key", "MULTI", "PING", "EXEC"))
                        .get(4)));
    }

    @Test
    void watchedKeysWhoseTimeIsOverAreRemovedWithAllOthers() {
        Simulation.forSeeds(20).check(simulation -> assertEquals(
                List.of(Value.OK, Value.OK, new Value.Simple("QUEUED"), Value.Absent.ARRAY),
                ask(simulation,
                                List.of("SET key 5 PX 30", "SET two 5 PX 30", "SET ever 5", "WATCH key two ever none"),
                                List.of("FLUSHALL", "MULTI", "PING", "EXEC"))
                        .subList(4, 8)));
    }

    @Test
    void aKeyCanExpireInTheLastMillisecondOfAll() {
        Simulation.forSeeds(1).check(simulation -> {
            String last = Long.toString(Long.MAX_VALUE);
            List<Value> answers =
                    ask(simulation, List.of("SET key 5 PXAT " + last, "PTTL key"), List.of("PERSIST key"));
            long left = ((Value.Whole) answers.get(1)).number();
            assertTrue(left > Long.MAX_VALUE / 2, () -> left + " ms are left");
            assertEquals(Value.of(true), answers.get(2));
        });
    }

    @Test
    void aKeyLivesAsLongAsItWasTold() {
        Simulation.forSeeds(20).check(simulation -> {
            simulation.host("server", () -> MiniRedis.of(
                            Nagare.current().time(), MiniRedis.Settings.defaults())
                    .serve("server", 6379, ServeOptions.defaults()));
            simulation.run(Duration.ofMillis(100));
            Host client = simulation.host("client");
            ask(client, "SET hour 1 EX 3600", "SET ever 1", "SET kept 1 EX 3600", "SET kept 2 KEEPTTL",
                    "SET lost 1 EX 1", "SET lost 2", "RPUSH list a", "EXPIRE list 60");
            simulation.run(Duration.ofMinutes(59));
            assertEquals(
                    List.of(Value.of("1"), Value.of("2"), Value.of("2"), Value.of(0), Value.of(4)),
                    ask(client, "GET hour", "GET kept", "GET lost", "LLEN list", "DBSIZE"));
            simulation.run(Duration.ofMinutes(2));
            assertEquals(
                    List.of(Value.NOTHING, Value.NOTHING, Value.of("1"), Value.of(-2), Value.of(2)),
                    ask(client, "GET hour", "GET kept", "GET ever", "TTL hour", "DBSIZE"));
        });
    }
}
