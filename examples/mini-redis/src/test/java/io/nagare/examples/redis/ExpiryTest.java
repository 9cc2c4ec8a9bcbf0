package io.nagare.examples.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;

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

    /** The key is still there for the sweep, which comes each 100 ms. */
    @Test
    void aWatchedKeyWhoseTimeIsOverHasChanged() {
        Simulation.forSeeds(20).check(simulation -> {
            simulation.host("server", () -> MiniRedis.of(
                            Nagare.current().time(), MiniRedis.Settings.defaults())
                    .serve("server", 6379, ServeOptions.defaults()));
            simulation.run(Duration.ofMillis(100));
            Host client = simulation.host("client");
            List<Value> answers = client.blockOn(() -> MiniRedisClient.connecting("server", 6379, redis -> Many.just(
                                    "SET key 5 PX 30", "WATCH key", "MULTI", "INCR key")
                            .concatMap(command -> redis.call(Request.of(command.split(" "))))
                            .concatWith(One.delay(Duration.ofMillis(31)).then(redis.call(Request.of("EXEC")))))
                    .collectList());
            assertEquals(Value.Absent.ARRAY, answers.get(4));
            assertEquals(List.of(Value.NOTHING), ask(client, "GET key"));
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
