package io.nagare.micrometer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.context.ContextRegistry;
import io.micrometer.context.integration.Slf4jThreadLocalAccessor;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.channel.Broadcast;
import io.nagare.driver.ThreadContext;
import io.nagare.engine.GuideSnippets;
import io.nagare.net.Server;
import io.nagare.net.Tcp;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

/** The examples of docs/micrometer.md. */
class MicrometerGuideTest {

    private record Order(String name) {}

    @Test
    void everyExampleOfTheGuideIsHere() throws Exception {
        GuideSnippets.check("micrometer.md", MicrometerGuideTest.class);
    }

    @Test
    void meters() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        Many<Order> orders = Many.just(new Order("a"), new Order("b"));
        Broadcast<Order> prices = Broadcast.lagging(8);
        try (Nagare runtime = Nagare.multiThread().workers(1).start()) {
            Server server = runtime.blockOn(
                    Tcp.serveInBackground("127.0.0.1", 0, peer -> peer.writeAndEnd(peer.read())));
            new RuntimeMeters(runtime, "orders").bindTo(registry);
            new ConnectionMeters(runtime, "orders").bindTo(registry);
            new ServerMeters(server, "gateway").bindTo(registry);
            ChannelMeters.of(prices, "prices").bindTo(registry);
            Many<Order> metered = orders.tap(StreamMeters.of(registry, "orders"));

            runtime.blockOn(metered.then());
            assertEquals(2, registry.get("orders.onNext.delay").timer().count());
        }
        List<String> documented = List.of("nagare.tasks.live", "nagare.server.open", "nagare.channel.lag");
        documented.forEach(name -> assertEquals(1, registry.find(name).gauges().size(), name));
    }

    @Test
    void observationsAndContext() {
        ObservationRegistry observations = ObservationRegistry.create();
        observations.observationConfig().observationHandler(context -> true);
        Many<Order> orders = Many.just(new Order("a")).doOnNext(order -> {
            assertTrue(observations.getCurrentObservation() != null);
            assertEquals("t1", MDC.get("trace"));
        });
        try (Nagare runtime = Nagare.multiThread().workers(1).start()) {
            MicrometerNagare.carryContext();
            ContextRegistry.getInstance().registerThreadLocalAccessor(new Slf4jThreadLocalAccessor("trace"));
            MDC.put("trace", "t1");
            Many<Order> observed = MicrometerNagare.observe(
                    orders, () -> Observation.createNotStarted("orders", observations));

            assertEquals(1, runtime.blockOn(observed.count()));
        } finally {
            MDC.clear();
            ThreadContext.carry(null);
            ContextRegistry.getInstance().removeThreadLocalAccessor(Slf4jThreadLocalAccessor.KEY);
        }
    }
}
