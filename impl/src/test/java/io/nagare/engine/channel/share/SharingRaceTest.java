package io.nagare.engine.channel.share;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.channel.Broadcast;
import io.nagare.engine.channel.ChannelContract;
import io.nagare.engine.strand.Probe;
import io.nagare.policy.Sharing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Subscribing to a shared source while the source ends, and while its last subscriber leaves. */
class SharingRaceTest extends ChannelContract {

    private static final int ROUNDS = 400;

    private static void atOnce(List<Callable<Void>> parts) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(parts.size());
        try {
            for (Future<Void> part : threads.invokeAll(parts)) {
                part.get();
            }
        } finally {
            threads.shutdown();
        }
    }

    @Tag("case-21")
    @Test
    void whoSubscribesWhileTheSourceEndsGetsAllOrACleanEnd() throws Exception {
        try (Nagare nagare = Nagare.multiThread().workers(2).start()) {
            for (int round = 0; round < ROUNDS; round++) {
                Many<Integer> source = Many.range(0, 3).runOn(nagare);
                Many<Integer> shared = round % 2 == 0 ? source.share() : source.replay(3);
                List<CompletableFuture<List<Integer>>> results = new ArrayList<>();
                Callable<Void> part = () -> {
                    for (int i = 0; i < 3; i++) {
                        CompletableFuture<List<Integer>> result = shared.collectList().toFuture();
                        synchronized (results) {
                            results.add(result);
                        }
                    }
                    return null;
                };
                atOnce(List.of(part, part, part));
                for (CompletableFuture<List<Integer>> result : results) {
                    List<Integer> items = get(result);
                    List<Integer> all = List.of(0, 1, 2);
                    assertEquals(all.subList(3 - items.size(), 3), items, "what comes is the end of it");
                    assertTrue(round % 2 == 0 || items.size() == 3, "a replay has everything: " + items);
                }
            }
        }
    }

    @Tag("case-22")
    @Test
    void whoSubscribesWhileTheLastLeavesHasTheOneConnection() throws Exception {
        SplittableRandom random = new SplittableRandom(2);
        for (int round = 0; round < ROUNDS; round++) {
            Broadcast<Integer> source = Broadcast.lagging(16);
            Sharing sharing = Sharing.slowestPaces(4);
            Many<Integer> shared = source.receiver()
                    .share(random.nextBoolean() ? sharing : sharing.disconnectAfter(Duration.ofMillis(1)));
            List<Probe<Integer>> staying = new ArrayList<>();
            Callable<Void> part = () -> {
                Probe<Integer> last = null;
                for (int i = 0; i < 5; i++) {
                    if (last != null) {
                        last.cancel();
                    }
                    last = take(shared, 10);
                }
                synchronized (staying) {
                    staying.add(last);
                }
                return null;
            };
            atOnce(List.of(part, part));
            eventually(() -> source.subscribers() == 1);
            assertEquals(1, source.subscribers());
            source.send(7);
            for (Probe<Integer> probe : staying) {
                assertSignals(probe, 7);
                probe.cancel();
            }
            eventually(() -> source.subscribers() == 0);
            assertEquals(0, source.subscribers());
        }
    }
}
