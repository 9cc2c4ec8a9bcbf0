package io.nagare.micrometer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.channel.Broadcast;
import io.nagare.channel.Mpsc;
import io.nagare.net.Server;
import io.nagare.net.Tcp;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is registered, and what it reads. */
class MetersTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final MockClock clock = new MockClock();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry(SimpleConfig.DEFAULT, clock);
    private Nagare nagare;

    @BeforeEach
    void start() {
        nagare = Nagare.multiThread().workers(2).start();
    }

    @AfterEach
    void close() {
        nagare.close();
    }

    private double gauge(String name, String... tags) {
        return registry.get(name).tags(tags).gauge().value();
    }

    private double count(String name, String... tags) {
        return registry.get(name).tags(tags).functionCounter().count();
    }

    private Set<String> names() {
        return registry.getMeters().stream()
                .map(Meter::getId)
                .map(id -> id.getName())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void closedMetersMakeRoomForThoseOfAnotherRuntime() {
        try (RuntimeMeters former = new RuntimeMeters(nagare, "orders");
                ConnectionMeters connections = new ConnectionMeters(nagare, "orders")) {
            former.bindTo(registry);
            connections.bindTo(registry);
        }
        assertEquals(Set.of(), names());
        try (Nagare other = Nagare.multiThread().workers(1).start()) {
            new RuntimeMeters(other, "orders").bindTo(registry);
            assertEquals(1, gauge("executor.parallelism", "name", "orders"));
        }
    }

    @Test
    void aRegistryThatThrowsHarmsNoStream() {
        registry.config().meterFilter(new MeterFilter() {
            @Override
            public Meter.Id map(Meter.Id id) {
                if (id.getName().equals("orders.flow.duration")) {
                    throw new IllegalStateException("planted");
                }
                return id;
            }
        });
        Queue<String> unseen = new ConcurrentLinkedQueue<>();
        try (Nagare telling = Nagare.multiThread()
                .workers(1)
                .onUnseenFailure((failure, where) -> unseen.add(failure.getMessage()))
                .start()) {
            Many<Integer> metered = Many.range(0, 3).tap(StreamMeters.of(registry, "orders"));
            assertEquals(3, telling.blockOn(metered.count(), LIMIT));
        }
        assertEquals(List.of("planted"), List.copyOf(unseen));
    }

    @Test
    void aRuntimeHasMetersOfItsWorkersAndItsBlockingThreads() throws InterruptedException {
        new RuntimeMeters(nagare, "orders", Tag.of("zone", "a")).bindTo(registry);
        assertEquals(2, gauge("executor.parallelism", "name", "orders", "zone", "a"));
        assertEquals(2, gauge("executor.pool.size", "name", "orders"));
        assertEquals(0, gauge("executor.active", "name", "orders-blocking"));
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        nagare.spawnBlocking(() -> {
            running.countDown();
            over.await();
            return null;
        });
        running.await();
        assertEquals(0, gauge("executor.active", "name", "orders-blocking"), "looked at once a second");
        clock.add(Duration.ofSeconds(1));
        assertEquals(1, gauge("executor.active", "name", "orders-blocking"));
        assertEquals(1, gauge("executor.pool.size", "name", "orders-blocking"));
        assertEquals(0, gauge("executor.queued", "name", "orders-blocking"));
        over.countDown();
        nagare.blockOn(Many.range(0, 100).delayElements(Duration.ofMillis(1)).take(3).then(), LIMIT);
        clock.add(Duration.ofSeconds(1));
        double runs = count("nagare.worker.runs", "worker", "0", "runtime", "orders")
                + count("nagare.worker.runs", "worker", "1", "runtime", "orders");
        assertTrue(runs >= 3, "runs " + runs);
        assertTrue(count("nagare.worker.busy", "worker", "0") + count("nagare.worker.busy", "worker", "1") > 0);
        assertEquals(
                Set.of(
                        "executor.active",
                        "executor.parallelism",
                        "executor.pool.size",
                        "executor.queued",
                        "executor.steals",
                        "nagare.tasks.live",
                        "nagare.worker.busy",
                        "nagare.worker.events",
                        "nagare.worker.overflows",
                        "nagare.worker.parks",
                        "nagare.worker.queued",
                        "nagare.worker.runs",
                        "nagare.worker.steals",
                        "nagare.worker.timers"),
                names());
    }

    @Test
    void aClosedRuntimeCanBeRead() {
        new RuntimeMeters(nagare, "orders").bindTo(registry);
        new ConnectionMeters(nagare, "orders").bindTo(registry);
        nagare.close();
        assertEquals(0, gauge("nagare.tasks.live", "runtime", "orders"));
        assertEquals(0, gauge("nagare.connections.open", "runtime", "orders"));
    }

    @Test
    void connectionsAreThoseOfTheRuntimeAndOfTheServer() {
        new ConnectionMeters(nagare, "orders").bindTo(registry);
        Server server = nagare.blockOn(
                Tcp.serveInBackground("127.0.0.1", 0, peer -> peer.writeAndEnd(peer.read())), LIMIT);
        new ServerMeters(server, "echo").bindTo(registry);
        nagare.blockOn(
                Tcp.connecting("127.0.0.1", server.port(), peer -> peer.writeAndEnd(Bytes.utf8("hello"))
                                .thenMany(peer.read()))
                        .then(),
                LIMIT);
        nagare.blockOn(server.drain(Duration.ofSeconds(5)), LIMIT);
        assertEquals(1, count("nagare.connections.accepted", "runtime", "orders"));
        assertEquals(1, count("nagare.connections.connected"));
        assertEquals(10, count("nagare.connections.bytes.read"));
        assertEquals(10, count("nagare.connections.bytes.written"));
        assertEquals(0, gauge("nagare.connections.open"));
        assertEquals(1, count("nagare.server.accepted", "server", "echo"));
        assertEquals(5, count("nagare.server.bytes.read", "server", "echo"));
        assertEquals(0, gauge("nagare.server.open", "server", "echo"));
    }

    @Test
    void channelsTellWhatWaits() {
        Broadcast<Integer> prices = Broadcast.lagging(8);
        Mpsc<Integer> jobs = Mpsc.bounded(4);
        ChannelMeters.of(prices, "prices").bindTo(registry);
        ChannelMeters.of(jobs, "jobs").bindTo(registry);
        nagare.spawn(prices.receiver().concatMap(price -> One.<Integer>never()));
        while (prices.subscribers() == 0) {
            Thread.onSpinWait();
        }
        prices.send(1);
        jobs.trySend(1);
        jobs.trySend(2);
        assertEquals(1, gauge("nagare.channel.subscribers", "channel", "prices"));
        assertEquals(8, gauge("nagare.channel.capacity", "channel", "prices"));
        assertEquals(2, gauge("nagare.channel.depth", "channel", "jobs"));
        assertEquals(4, gauge("nagare.channel.capacity", "channel", "jobs"));
    }

    @Test
    void aRegistryDoesNotKeepARuntimeAlive() throws InterruptedException {
        bindARuntimeThatIsForgotten();
        for (int i = 0; i < 200 && !Double.isNaN(gauge("nagare.tasks.live", "runtime", "gone")); i++) {
            System.gc();
            Thread.sleep(10);
        }
        assertTrue(Double.isNaN(gauge("nagare.tasks.live", "runtime", "gone")));
    }

    private void bindARuntimeThatIsForgotten() {
        try (Nagare other = Nagare.multiThread().workers(1).name("gone").start()) {
            new RuntimeMeters(other, "gone").bindTo(registry);
            assertEquals(0, gauge("nagare.tasks.live", "runtime", "gone"));
        }
    }

    @Test
    void aStreamHasReactorsMeters() {
        Many<Integer> items = Many.range(0, 3).tap(StreamMeters.of(registry, "orders", Tag.of("shop", "a")));
        nagare.blockOn(items.then(), LIMIT);
        nagare.blockOn(items.take(1).then(), LIMIT);
        nagare.blockOn(Many.empty().tap(StreamMeters.of(registry, "orders", Tag.of("shop", "a"))).then(), LIMIT);
        One<Integer> failing = One.<Integer>error(() -> new IllegalStateException("planted"))
                .tap(StreamMeters.of(registry, "orders", Tag.of("shop", "a")));
        assertThrows(IllegalStateException.class, () -> nagare.blockOn(failing, LIMIT));
        assertEquals(4, registry.get("orders.subscribed").tags("shop", "a").counter().count());
        assertEquals(4, registry.get("orders.onNext.delay").timer().count());
        assertEquals(4, registry.get("orders.requested").summary().count());
        for (String status : new String[] {"completed", "cancelled", "completedEmpty", "error"}) {
            assertEquals(
                    1,
                    registry.get("orders.flow.duration").tags("status", status).timer().count(),
                    status);
        }
        assertNotNull(registry.get("orders.flow.duration")
                .tags("exception", IllegalStateException.class.getName())
                .timer());
    }

    @Test
    void timesAreThoseOfTheRegistrysClock() {
        nagare.blockOn(
                Many.range(0, 2)
                        .doOnNext(item -> clock.add(Duration.ofMillis(30)))
                        .tap(StreamMeters.of(registry, "slow"))
                        .then(),
                LIMIT);
        for (String name : new String[] {"slow.flow.duration", "slow.onNext.delay"}) {
            assertEquals(60, registry.get(name).timer().totalTime(TimeUnit.MILLISECONDS), name);
        }
    }

    @Test
    void badInputIsNamed() {
        assertThrows(NullPointerException.class, () -> new RuntimeMeters(null, "a"));
        assertThrows(NullPointerException.class, () -> new RuntimeMeters(nagare, null));
        assertThrows(NullPointerException.class, () -> new ConnectionMeters(nagare, null));
        assertThrows(NullPointerException.class, () -> ChannelMeters.of((Mpsc<?>) null, "a"));
        assertThrows(NullPointerException.class, () -> StreamMeters.of(null, "a"));
        assertEquals(
                "the meters of a stream need a name, but it was blank",
                assertThrows(IllegalArgumentException.class, () -> StreamMeters.of(registry, " "))
                        .getMessage());
    }
}
