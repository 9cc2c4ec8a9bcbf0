package io.nagare.examples.guides;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.ByteStream;
import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.One;
import io.nagare.Task;
import io.nagare.channel.Broadcast;
import io.nagare.channel.PacedBroadcast;
import io.nagare.net.ConnectionOptions;
import io.nagare.net.ListenOptions;
import io.nagare.net.ServeOptions;
import io.nagare.net.Tcp;
import io.nagare.testing.VirtualRuntime;
import io.nagare.testing.simulation.Host;
import io.nagare.testing.simulation.Simulation;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The page on broadcasts. */
class PriceFeedTest {

    private static final Duration SOON = Duration.ofMillis(100);

    private final PriceFeed feed = new PriceFeed();

    private void serve(Simulation simulation) {
        ConnectionOptions small = ConnectionOptions.defaults().sendBuffer(4096);
        ServeOptions options = ServeOptions.defaults().listen(ListenOptions.defaults().connection(small));
        simulation.host("feed", () -> feed.serve("feed", 7000, options));
        simulation.run(SOON);
    }

    /** Reads at its own pace, and keeps its direction open meanwhile. */
    private static One<List<String>> follow(Duration pace) {
        return Tcp.connecting("feed", 7000, peer -> Many.merge(
                        peer.write(Many.never()).thenMany(Many.<String>empty()),
                        peer.read().delayElements(pace).as(ByteStream::of).lines().concatWith(Many.just("end")))
                .takeUntilItem(line -> line.equals("end"))).collectList();
    }

    @Test
    void eachClientGetsEachPrice() {
        try (Simulation simulation = Simulation.start(1)) {
            serve(simulation);
            Task<List<String>> one = simulation.host("one").spawn(() -> follow(Duration.ZERO));
            Task<List<String>> other = simulation.host("other").spawn(() -> follow(Duration.ZERO));
            simulation.run(SOON);
            assertEquals(2, feed.publish("tea", 310));
            feed.publish("tea", 320);
            feed.close();
            simulation.run(SOON);
            List<String> expected = List.of("tea 310", "tea 320", "end");
            assertEquals(expected, simulation.host("reader").blockOn(() -> one));
            assertEquals(expected, simulation.host("reader-2").blockOn(() -> other));
            simulation.run(Duration.ofSeconds(10));
        }
    }

    @Test
    void aSlowClientLearnsHowManyPricesItHasMissed() {
        try (Simulation simulation = Simulation.start(1)) {
            serve(simulation);
            Task<List<String>> slow = simulation.host("slow").spawn(() -> follow(Duration.ofSeconds(1)));
            simulation.run(SOON);
            for (int i = 0; i < 20; i++) {
                for (int j = 0; j < 1000; j++) {
                    feed.publish("tea", 100_000 + i * 1000 + j);
                }
                simulation.run(Duration.ofMillis(10));
            }
            feed.close();
            List<String> lines = simulation.host("reader").blockOn(() -> slow);
            long missed = lines.stream()
                    .filter(line -> line.startsWith("# you missed "))
                    .mapToLong(line -> Long.parseLong(line.substring(13)))
                    .sum();
            long received = lines.stream().filter(line -> line.startsWith("tea ")).count();
            assertTrue(missed > 0, "nothing was missed");
            assertEquals(20_000, received + missed);
            simulation.run(Duration.ofSeconds(10));
        }
    }

    @Test
    void paced() {
        Many<String> incoming = Many.just("one", "two", "three");
        PacedBroadcast<String> orders = Broadcast.paced(64);
        One<Void> sending = incoming.pipeTo(orders);

        try (VirtualRuntime runtime = VirtualRuntime.start()) {
            Task<List<String>> received = runtime.spawn(orders.receiver().collectList());
            runtime.runUntilIdle();
            runtime.blockOn(sending);
            assertEquals(List.of("one", "two", "three"), runtime.blockOn(received));
        }
    }

    @Test
    void aClientThatHangsUpIsForgotten() {
        try (Simulation simulation = Simulation.start(1)) {
            serve(simulation);
            Host client = simulation.host("client");
            client.blockOn(() -> Tcp.connecting("feed", 7000, peer -> peer.write(Bytes.utf8("hello"))).then());
            simulation.run(SOON);
            assertEquals(0, feed.publish("tea", 310));
        }
    }
}
