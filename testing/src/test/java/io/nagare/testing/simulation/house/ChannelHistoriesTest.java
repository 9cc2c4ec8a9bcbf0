package io.nagare.testing.simulation.house;

import io.nagare.Many;
import io.nagare.One;
import io.nagare.Task;
import io.nagare.channel.Broadcast;
import io.nagare.channel.Mpsc;
import io.nagare.channel.MpscSender;
import io.nagare.policy.Lag;
import io.nagare.testing.simulation.Host;
import io.nagare.testing.simulation.Simulation;
import io.nagare.testing.simulation.junit.SimulationTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Channels with senders and receivers that come, wait, and give up at any moment: invariant 6 of ARCHITECTURE.md. */
class ChannelHistoriesTest {

    private static final Duration HOUR = Duration.ofHours(1);

    /** A value: whose it is, and its number. */
    private record Value(int sender, int number) {}

    @SimulationTest(seeds = 200)
    void aQueueGivesWhatWasSent(Simulation simulation) {
        Random random = new Random(simulation.seed());
        Host host = simulation.host("host");
        Mpsc<Value> queue = Mpsc.bounded(1 + random.nextInt(4));
        List<Value> sent = new ArrayList<>();
        List<Value> received = new ArrayList<>();
        List<Task<Void>> senders = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            int number = i;
            MpscSender<Value> sender = queue.sender();
            senders.add(host.spawn(() -> Many.range(0, 50)
                    .map(k -> new Value(number, k))
                    .concatMap(value -> One.delay(Duration.ofMillis(random.nextInt(3)))
                            .then(sender.send(value))
                            .doOnComplete(() -> sent.add(value))
                            .timeout(Duration.ofMillis(1 + random.nextInt(10)))
                            .onErrorComplete())
                    .then()));
        }
        Task<Void> receiver = host.spawn(() -> queue.receiver()
                .concatMap(value -> One.delay(Duration.ofMillis(random.nextInt(4))).thenReturn(value))
                .doOnNext(received::add)
                .then());
        Task<Void> stopped = senders.get(0);
        simulation.run(Duration.ofMillis(random.nextInt(100)));
        stopped.abort();
        simulation.runUntil(() -> senders.stream().allMatch(Task::isDone), HOUR);
        simulation.run(Duration.ofSeconds(10));
        receiver.abort();
        for (int i = 0; i < 4; i++) {
            int number = i;
            List<Value> of = received.stream().filter(value -> value.sender == number).toList();
            List<Value> did = sent.stream().filter(value -> value.sender == number).toList();
            if (!of.equals(did)) {
                throw new AssertionError("sender " + i + " has sent " + did + ", and " + of + " came");
            }
        }
    }

    @SimulationTest(seeds = 200)
    void aBroadcastTellsWhatIsMissed(Simulation simulation) {
        Random random = new Random(simulation.seed());
        Host host = simulation.host("host");
        Broadcast<Integer> broadcast = Broadcast.lagging(1 + random.nextInt(8));
        List<Task<Void>> receivers = new ArrayList<>();
        List<long[]> counts = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            long[] count = new long[2];
            counts.add(count);
            int slowness = 1 + random.nextInt(6);
            receivers.add(host.spawn(() -> broadcast
                    .receiver(Lag.skip(missed -> count[1] += missed))
                    .concatMap(value -> One.delay(Duration.ofMillis(random.nextInt(slowness)))
                            .thenReturn(value))
                    .doOnNext(value -> {
                        count[0]++;
                        if (value != count[0] + count[1]) {
                            throw new AssertionError(
                                    value + " came after " + count[0] + " and " + count[1] + " missed");
                        }
                    })
                    .then()));
        }
        simulation.run(Duration.ofMillis(1));
        Task<Void> sender = host.spawn(() -> Many.range(1, 200)
                .concatMap(i -> One.delay(Duration.ofMillis(random.nextInt(3)))
                        .then(One.fromCallable(() -> broadcast.send(i))))
                .then());
        receivers.get(0).abort();
        simulation.runUntil(sender::isDone, HOUR);
        broadcast.close();
        simulation.runUntil(() -> receivers.stream().allMatch(Task::isDone), HOUR);
        for (long[] count : counts.subList(1, 4)) {
            if (count[0] + count[1] != 200) {
                throw new AssertionError(count[0] + " came and " + count[1] + " were missed of 200");
            }
        }
    }
}
