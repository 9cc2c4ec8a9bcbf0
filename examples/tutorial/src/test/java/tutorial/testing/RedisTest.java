package tutorial.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.One;
import io.nagare.Task;
import io.nagare.examples.redis.client.MiniRedisClient;
import io.nagare.examples.redis.resp.Request;
import io.nagare.net.Connection;
import io.nagare.net.Tcp;
import io.nagare.policy.Retry;
import io.nagare.testing.VirtualRuntime;
import io.nagare.testing.simulation.Host;
import io.nagare.testing.simulation.Simulation;
import io.nagare.testing.simulation.junit.SimulationTest;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import tutorial.streams.PublishingRedis;

class RedisTest {

    @Test
    void aPingIsAnswered() {
        try (VirtualRuntime runtime = VirtualRuntime.start()) {
            Connection.Pair pair = Connection.pair();
            runtime.spawn(new PublishingRedis().client(pair.second()));
            One<String> answer = pair.first()
                    .writeAndEnd(Bytes.utf8("*1\r\n$4\r\nPING\r\n"))
                    .thenMany(pair.first().read().lines())
                    .next();
            assertEquals("+PONG", runtime.blockOn(answer));
        }
    }

    private static void serve(Simulation simulation) {
        PublishingRedis redis = new PublishingRedis();
        simulation.host("server", () -> Tcp.serve("server", 7000, redis::client));
        simulation.run(Duration.ofMillis(100));
    }

    private static One<Long> count(String key) {
        return MiniRedisClient.connecting("server", 7000, redis -> redis.increment(key)).next();
    }

    @SimulationTest(seeds = 50)
    void noVisitIsLost(Simulation simulation) {
        serve(simulation);
        Host ada = simulation.host("ada", () -> Many.range(0, 10).concatMap(visit -> count("visits")));
        Host ben = simulation.host("ben", () -> Many.range(0, 10).concatMap(visit -> count("visits")));
        simulation.runUntilEnded(ada, ben);
        assertEquals(21, ada.blockOn(() -> count("visits")));
    }

    @SimulationTest(seeds = 20)
    void teaIsHotForAnHour(Simulation simulation) {
        serve(simulation);
        Host ada = simulation.host("ada");
        ada.blockOn(() -> MiniRedisClient.connecting("server", 7000, redis ->
                        redis.set("tea", "hot").then(redis.call(Request.of("EXPIRE", "tea", "3600"))))
                .then());
        simulation.run(Duration.ofMinutes(59));
        assertEquals("hot", ada.blockOn(() -> get("tea")));
        simulation.run(Duration.ofMinutes(1));
        assertNull(ada.blockOn(() -> get("tea")));
    }

    private static One<String> get(String key) {
        return MiniRedisClient.connecting("server", 7000, redis -> redis.get(key)).next().map(Bytes::utf8);
    }

    @SimulationTest(seeds = 20)
    void aClientTriesUntilTheNetworkIsBack(Simulation simulation) {
        serve(simulation);
        Host ada = simulation.host("ada");
        simulation.network().partition("ada", "server");
        Retry patiently = Retry.forever().backoff(Duration.ofMillis(100), Duration.ofSeconds(5));
        Task<Long> visit = ada.spawn(() -> count("visits").timeout(Duration.ofSeconds(2)).retry(patiently));
        simulation.run(Duration.ofMinutes(10));
        assertFalse(visit.isDone());
        simulation.network().repair("ada", "server");
        assertEquals(1, ada.blockOn(() -> visit));
    }
}
