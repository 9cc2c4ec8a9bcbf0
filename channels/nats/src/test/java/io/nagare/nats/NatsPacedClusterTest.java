package io.nagare.nats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Many;
import io.nagare.value.ValueCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A paced broadcast that three servers keep, while the leader of its stream is killed and comes back. */
class NatsPacedClusterTest {

    private static final ValueCodec<Integer> NUMBERS = ValueCodec.text().map(Integer::valueOf, Object::toString);
    private static final int VALUES = 1_000;

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

    private static void await(AtomicInteger counter, int count) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (counter.get() < count) {
            assertTrue(System.nanoTime() < end, () -> counter + " of " + count);
            Thread.sleep(1);
        }
    }

    /** The channel is never full: of a full one, servers of version 2.9 lose confirmed values then. */
    @Test
    void eachSubscriberGetsEachValueOnceWhenTheLeaderIsKilled() throws Exception {
        try (NatsChannels here = NatsChannels.connect(cluster.options()).block();
                NatsChannels there = NatsChannels.connect(cluster.options()).block()) {
            PacedSettings settings = PacedSettings.paced(2 * VALUES).replicated(3);
            NatsPacedBroadcast<Integer> from = here.paced("paced", NUMBERS, settings).block();
            NatsPacedBroadcast<Integer> to = there.paced("paced", NUMBERS, settings).block();
            AtomicInteger received = new AtomicInteger();
            List<CompletableFuture<List<Integer>>> receivers = new ArrayList<>();
            for (Many<Integer> each : List.of(from.receiver(), to.receiver())) {
                receivers.add(each.filter(value -> value >= 0)
                        .doOnNext(value -> received.incrementAndGet())
                        .collectList()
                        .toFuture());
            }
            // The server knows both receivers before anything is sent that they must have.
            from.send(-1).then(to.send(-1)).block();
            CompletableFuture<Void> sent = Many.range(0, VALUES).sendTo(from).toFuture();
            await(received, VALUES / 2);
            String leader = cluster.killLeader("paced");
            await(received, VALUES);
            cluster.restart(leader);
            sent.get(60, TimeUnit.SECONDS);
            to.close();
            List<Integer> all = Many.range(0, VALUES).collectList().block();
            for (CompletableFuture<List<Integer>> receiver : receivers) {
                assertEquals(all, receiver.get(60, TimeUnit.SECONDS));
            }
        }
    }
}
