package io.nagare.testing.simulation.house;

import io.nagare.Many;
import io.nagare.One;
import io.nagare.Task;
import io.nagare.channel.Broadcast;
import io.nagare.channel.Mpsc;
import io.nagare.channel.MpscSender;
import io.nagare.channel.PacedBroadcast;
import io.nagare.policy.Lag;
import io.nagare.testing.simulation.Host;
import io.nagare.testing.simulation.Simulation;
import io.nagare.testing.simulation.junit.SimulationTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Channels with senders and receivers that come, wait, and give up at any moment: invariants 2, 4, 5 and 6 of
 * ARCHITECTURE.md.
 */
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
        Invariant.reach(2, simulation, () -> senders.stream().allMatch(Task::isDone), HOUR);
        simulation.run(Duration.ofSeconds(10));
        receiver.abort();
        for (int i = 0; i < 4; i++) {
            int number = i;
            List<Value> of = received.stream().filter(value -> value.sender == number).toList();
            List<Value> did = sent.stream().filter(value -> value.sender == number).toList();
            Invariant.require(
                    6, of.equals(did), () -> "sender " + number + " has sent " + did + ", and " + of + " came");
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
                        Invariant.require(
                                6,
                                value == count[0] + count[1],
                                () -> value + " came after " + count[0] + " and " + count[1] + " missed");
                    })
                    .then()));
        }
        simulation.run(Duration.ofMillis(1));
        Task<Void> sender = host.spawn(() -> Many.range(1, 200)
                .concatMap(i -> One.delay(Duration.ofMillis(random.nextInt(3)))
                        .then(One.fromCallable(() -> broadcast.send(i))))
                .then());
        receivers.get(0).abort();
        Invariant.reach(2, simulation, sender::isDone, HOUR);
        broadcast.close();
        Invariant.reach(2, simulation, () -> receivers.stream().allMatch(Task::isDone), HOUR);
        for (long[] count : counts.subList(1, 4)) {
            Invariant.require(
                    6, count[0] + count[1] == 200, () -> count[0] + " came and " + count[1] + " were missed of 200");
        }
    }

    @SimulationTest(seeds = 150)
    void aPacedBroadcastMissesNothing(Simulation simulation) {
        Random random = new Random(simulation.seed());
        Host host = simulation.host("host");
        PacedBroadcast<Integer> broadcast = Broadcast.paced(1 + random.nextInt(8));
        List<List<Integer>> received = new ArrayList<>();
        List<Task<Void>> receivers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            List<Integer> own = new ArrayList<>();
            received.add(own);
            int slowness = 1 + random.nextInt(4);
            receivers.add(host.spawn(() -> broadcast
                    .receiver()
                    .doOnNext(own::add)
                    .concatMap(value -> One.delay(Duration.ofMillis(random.nextInt(slowness))))
                    .then()));
        }
        simulation.run(Duration.ofMillis(1));
        List<Integer> sent = new ArrayList<>();
        Task<Void> sender = host.spawn(() -> Many.range(0, 100)
                .concatMap(i -> broadcast.send(i).doOnComplete(() -> sent.add(i)))
                .then());
        simulation.run(Duration.ofMillis(random.nextInt(50)));
        receivers.get(0).abort();
        Invariant.reach(
                2,
                simulation,
                () -> {
                    int slowest = received.subList(1, 4).stream().mapToInt(List::size).min().orElseThrow();
                    Invariant.require(
                            4,
                            sent.size() - slowest <= broadcast.capacity() + 1,
                            () -> sent.size() + " were sent, and one has received " + slowest);
                    return sender.isDone();
                },
                HOUR);
        broadcast.close();
        Invariant.reach(2, simulation, () -> receivers.stream().allMatch(Task::isDone), HOUR);
        for (List<Integer> own : received.subList(1, 4)) {
            Invariant.require(6, own.equals(sent), () -> sent + " were sent, and " + own + " came");
        }
    }

    /** A stream that is sent is cancelled at any moment. */
    @SimulationTest(seeds = 150)
    void whatWasTakenIsReceivedOrDiscarded(Simulation simulation) {
        Random random = new Random(simulation.seed());
        Host host = simulation.host("host");
        Mpsc<Integer> queue = Mpsc.bounded(1 + random.nextInt(4));
        List<Integer> taken = new ArrayList<>();
        List<Integer> discarded = new ArrayList<>();
        List<Integer> received = new ArrayList<>();
        Task<Void> sender = host.spawn(() -> Many.range(0, 100)
                .doOnNext(taken::add)
                .sendTo(queue)
                .doOnDiscard(Integer.class, discarded::add));
        Task<Void> receiver = host.spawn(() -> queue.receiver()
                .doOnNext(received::add)
                .concatMap(value -> One.delay(Duration.ofMillis(random.nextInt(4))))
                .then());
        long stopped = simulation.elapsed().plusMillis(random.nextInt(200)).toNanos();
        simulation.runUntil(
                () -> {
                    Invariant.require(
                            4,
                            taken.size() - received.size() <= queue.capacity() + 2,
                            () -> taken.size() + " were taken, and " + received.size() + " received");
                    return sender.isDone() || simulation.elapsed().toNanos() >= stopped;
                },
                HOUR);
        sender.abort();
        Invariant.reach(2, simulation, sender::isDone, HOUR);
        queue.close();
        Invariant.reach(2, simulation, receiver::isDone, HOUR);
        List<Integer> all = new ArrayList<>(received);
        all.addAll(discarded);
        Invariant.require(
                5,
                all.equals(taken),
                () -> taken + " were taken, " + received + " received and " + discarded + " discarded");
    }
}
