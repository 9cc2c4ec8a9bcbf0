package io.nagare.examples.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Bytes;
import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.examples.redis.client.Message;
import io.nagare.examples.redis.client.MiniRedisClient;
import io.nagare.net.ServeOptions;
import io.nagare.testing.simulation.Faults;
import io.nagare.testing.simulation.Host;
import io.nagare.testing.simulation.Simulation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Server and clients between simulated hosts, whose network fails. */
class SimulatedFaultsTest {

    private static <T> One<T> use(Function<MiniRedisClient, One<T>> work) {
        return MiniRedisClient.connecting("server", 6379, work).next();
    }

    private static void serve(Simulation simulation) {
        simulation.host("server", () -> MiniRedis.of(Nagare.current().time(), MiniRedis.Settings.defaults())
                .serve("server", 6379, ServeOptions.defaults()));
        simulation.run(Duration.ofMillis(100));
    }

    @Test
    void whatWasAnsweredHasHappened() {
        Simulation.forSeeds(100).check(simulation -> {
            serve(simulation);
            Host client = simulation.host("client");
            Faults faults = simulation.faults(0.9).only(Faults.Kind.RESET);
            long answered = 0;
            long last = 0;
            for (int i = 0; i < 20; i++) {
                Long sum = client.blockOn(() -> use(redis -> redis.increment("n"))
                        .timeout(Duration.ofSeconds(5))
                        .onErrorResume(failure -> One.empty()));
                if (sum != null) {
                    assertTrue(sum > last, () -> "the sum went back to " + sum);
                    last = sum;
                    answered++;
                }
                simulation.run(Duration.ofSeconds(1));
            }
            faults.stop();
            simulation.run(Duration.ofSeconds(5));
            Bytes end = client.blockOn(() -> use(redis -> redis.increment("n").then(redis.get("n"))));
            long sum = Long.parseLong(end.utf8());
            assertTrue(sum >= answered + 1, sum + " after " + answered + " answers");
            assertTrue(sum <= 21, () -> "a call was made twice: " + sum);
        });
    }

    @Test
    void aSubscriberThatIsCutOffDoesNotHoldUpTheOther() {
        Simulation.forSeeds(50).check(simulation -> {
            serve(simulation);
            One<List<String>> hearing = MiniRedisClient.connecting(
                            "server", 6379, redis -> redis.subscribe("a").map(Message::content).take(20))
                    .map(Bytes::utf8)
                    .collectList();
            Host one = simulation.host("one");
            Host other = simulation.host("other");
            var heard = one.spawn(() -> hearing);
            var late = other.spawn(() -> hearing);
            simulation.run(Duration.ofSeconds(1));
            simulation.network().partition("server", "other");
            Host client = simulation.host("client");
            List<String> expected = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                Bytes content = Bytes.utf8("message " + i);
                expected.add(content.utf8());
                assertEquals(2, client.blockOn(() -> use(redis -> redis.publish("a", content))).longValue());
            }
            assertEquals(expected, one.blockOn(() -> heard));
            simulation.network().repair("server", "other");
            assertEquals(expected, other.blockOn(() -> late));
        });
    }
}
