package io.nagare.nats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Many;
import io.nagare.policy.Lag;
import io.nagare.value.ValueCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Channels that three servers keep, while the leader of their stream is killed and comes back. */
class NatsClusterTest {

    private static final ValueCodec<Integer> NUMBERS = ValueCodec.text().map(Integer::valueOf, Object::toString);
    private static final int VALUES = 5_000;

    private static NatsCluster cluster;

    @BeforeAll
    static void startCluster() throws Exception {
        cluster = NatsCluster.start();
    }

    @AfterAll
    static void stopCluster() throws Exception {
        if (cluster != null) {
            cluster.close();
        }
    }

    private static NatsChannels connect() {
        return NatsChannels.connect(cluster.options()).block();
    }

    private static void await(AtomicInteger counter, int count) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(40);
        while (counter.get() < count) {
            assertTrue(System.nanoTime() < end, () -> counter + " of " + count);
            Thread.sleep(1);
        }
    }

    /** Each server says that a stream was made at another time. */
    @Test
    void programsThatOpenChannelsAtOnceHaveTheSame() throws Exception {
        List<NatsChannels> programs = List.of(connect(), connect(), connect(), connect());
        try {
            BroadcastSettings settings = BroadcastSettings.lagging(10).replicated(3);
            List<CompletableFuture<NatsBroadcast<Integer>>> opening = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                for (NatsChannels program : programs) {
                    opening.add(program.broadcast("opened-" + i, NUMBERS, settings).toFuture());
                }
            }
            for (CompletableFuture<NatsBroadcast<Integer>> opened : opening) {
                NatsBroadcast<Integer> room = opened.get(40, TimeUnit.SECONDS);
                room.send(1).toFuture().get(40, TimeUnit.SECONDS);
                assertFalse(room.closed().toFuture().isDone(), room::toString);
            }
        } finally {
            programs.forEach(NatsChannels::close);
        }
    }

    /** With one value on its way, a sender keeps its order. */
    @Test
    void theOrderStaysWhenTheLeaderOfABroadcastIsKilled() throws Exception {
        assertEquals(Many.range(0, VALUES / 5).collectList().block(), received("ordered", VALUES / 5, 1));
    }

    /** A new leader may store a value behind later ones that were on their way with it. */
    @Test
    void nothingIsLostWhenTheLeaderOfABroadcastIsKilled() throws Exception {
        List<Integer> values = new ArrayList<>(received("replicated", VALUES, BroadcastSettings.DEFAULT_SENDING));
        values.sort(null);
        assertEquals(Many.range(0, VALUES).collectList().block(), values);
    }

    /** Kills the leader while values are sent, and returns what was received. */
    private static List<Integer> received(String name, int values, int sending) throws Exception {
        try (NatsChannels here = connect();
                NatsChannels there = connect()) {
            BroadcastSettings settings =
                    BroadcastSettings.lagging(values).replicated(3).sendingAtOnce(sending);
            NatsBroadcast<Integer> from = here.broadcast(name, NUMBERS, settings).block();
            NatsBroadcast<Integer> to = there.broadcast(name, NUMBERS, settings).block();
            AtomicInteger received = new AtomicInteger();
            AtomicLong missed = new AtomicLong();
            CompletableFuture<List<Integer>> end = to.receiver(Lag.skip(missed::addAndGet))
                    .doOnNext(value -> received.incrementAndGet())
                    .collectList()
                    .toFuture();
            to.kept().block();
            CompletableFuture<Void> sent = Many.range(0, values).sendTo(from).toFuture();
            await(received, values / 4);
            String leader = cluster.killLeader(name);
            await(received, values / 2);
            cluster.restart(leader);
            sent.get(60, TimeUnit.SECONDS);
            from.close();
            List<Integer> all = end.get(60, TimeUnit.SECONDS);
            assertEquals(0, missed.get());
            return all;
        }
    }

    /** The queue is never full: of a full one, servers of version 2.9 lose confirmed values then. */
    @Test
    void nothingIsLostWhenTheLeaderOfAQueueIsKilled() throws Exception {
        int values = VALUES / 5;
        try (NatsChannels here = connect();
                NatsChannels there = connect()) {
            QueueSettings settings =
                    QueueSettings.bounded(VALUES).replicated(3).answeringWithin(Duration.ofSeconds(2));
            NatsQueue<Integer> jobs = here.queue("work", NUMBERS, settings).block();
            Set<Integer> done = ConcurrentHashMap.newKeySet();
            AtomicInteger count = new AtomicInteger();
            List<CompletableFuture<Void>> workers = new ArrayList<>();
            for (NatsChannels channels : List.of(here, there)) {
                workers.add(channels.queue("work", NUMBERS, settings)
                        .block()
                        .receiver()
                        .flatMap(delivery -> delivery.acknowledge().thenReturn(delivery.value()))
                        .doOnNext(value -> {
                            if (done.add(value)) {
                                count.incrementAndGet();
                            }
                        })
                        .then()
                        .toFuture());
            }
            CompletableFuture<Void> sent = Many.range(0, values).sendTo(jobs).toFuture();
            await(count, values / 4);
            String leader = cluster.killLeader("work");
            await(count, values / 2);
            cluster.restart(leader);
            sent.get(60, TimeUnit.SECONDS);
            jobs.close();
            for (CompletableFuture<Void> worker : workers) {
                worker.get(60, TimeUnit.SECONDS);
            }
            assertEquals(values, done.size());
        }
    }
}
