package io.nagare.testing.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.One;
import io.nagare.channel.Mpsc;
import io.nagare.fs.AsyncFile;
import io.nagare.fs.contract.WriteOptions;
import io.nagare.net.Tcp;
import io.nagare.policy.Retry;
import io.nagare.sync.Exclusive;
import io.nagare.sync.Notify;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Mistakes that programs make, each found within a stated number of seeds, and each found again with its seed. */
class PlantedFaultsTest {

    private static final Duration SOON = Duration.ofMillis(100);

    /** Checks that a scenario fails within {@code seeds} seeds, with the text, and again with the seed that failed. */
    private static void assertFound(long seeds, String text, Seeds.Scenario scenario) {
        SimulationFailure found =
                assertThrows(SimulationFailure.class, () -> Simulation.forSeeds(seeds).check(scenario));
        assertTrue(found.getMessage().contains(text), found.getMessage());
        SimulationFailure again = assertThrows(
                SimulationFailure.class,
                () -> Simulation.forSeeds(1).from(found.seed()).check(scenario));
        assertEquals(found.getMessage(), again.getMessage());
    }

    /** A counter that adds one for each connection. */
    private static Program counter(AtomicInteger count) {
        return () -> Tcp.serve("server", 7000, peer -> One.fromCallable(count::incrementAndGet)
                .flatMap(sum -> peer.writeAndEnd(Bytes.utf8(sum + "\n"))));
    }

    private static One<String> addOne() {
        return Tcp.connecting("server", 7000, peer -> peer.read().lines()).single();
    }

    @Test
    void aRetryThatIsNotIdempotent() {
        assertFound(200, "counted twice", simulation -> {
            AtomicInteger count = new AtomicInteger();
            simulation.host("server", counter(count));
            Host client = simulation.host("client");
            simulation.run(SOON);
            Faults faults = simulation.faults(1).only(Faults.Kind.RESET);
            client.blockOn(() -> Many.range(0, 200)
                    .concatMap(
                            i -> addOne().retry(Retry.times(100).backoff(Duration.ofMillis(1), Duration.ofMillis(50))))
                    .count());
            faults.stop();
            if (count.get() > 200) {
                throw new AssertionError("counted twice: " + count);
            }
        });
    }

    @Test
    void aMissingTimeout() {
        assertFound(20, "deadlock", simulation -> {
            simulation.host("server", counter(new AtomicInteger()));
            Host client = simulation.host("client");
            simulation.run(SOON);
            Host silent = simulation.host("silent", () -> Tcp.serve("silent", 7000, peer -> One.never()));
            simulation.run(SOON);
            client.blockOn(() -> Tcp.connecting("silent", 7000, peer -> peer.read().lines()).next());
            assertEquals(false, silent.hasEnded());
        });
    }

    @Test
    void aLeakOnARarePath() {
        assertFound(200, "left open on client", simulation -> {
            simulation.host("server", counter(new AtomicInteger()));
            Host client = simulation.host("client");
            simulation.run(SOON);
            simulation.network().latency("client", "server", Duration.ZERO, Duration.ofMillis(20));
            client.blockOn(() -> Many.range(0, 20)
                    .concatMap(i -> Tcp.connect("server", 7000).flatMap(peer -> peer.read()
                            .lines()
                            .next()
                            .timeout(Duration.ofMillis(2))
                            .doOnSuccess(line -> peer.close())
                            .onErrorReturn(failure -> "too late")))
                    .count());
        });
    }

    @Test
    void aClockThatGoesBack() {
        assertFound(200, "went back", simulation -> {
            Host host = simulation.host("host");
            Faults faults = simulation.faults(0.9).only(Faults.Kind.CLOCK_JUMP);
            client(host);
            faults.stop();
        });
    }

    /** The state is looked at, and then waited for: what changes in between is missed. */
    @Test
    void aLostWakeUp() {
        assertFound(50, "deadlock", simulation -> {
            Host host = simulation.host("host");
            AtomicBoolean ready = new AtomicBoolean();
            Notify changed = Notify.create();
            host.spawn(() -> One.blocking(() -> {
                ready.set(true);
                changed.notifyWaiters();
                return true;
            }));
            host.blockOn(() -> One.fromCallable(ready::get).flatMap(is -> is
                    ? One.just(true)
                    : One.delay(Duration.ofMillis(1)).then(changed.notified()).thenReturn(true)));
        });
    }

    @Test
    void anUnboundedQueue() {
        assertFound(20, "values wait", simulation -> {
            Mpsc<Integer> queue = Mpsc.unbounded();
            Host client = simulation.host("client");
            Host server = simulation.host("server", () -> Tcp.serve("server", 7000, peer -> peer.read().then()));
            simulation.run(SOON);
            var sending = client.spawn(() -> Tcp.connecting("server", 7000, peer -> peer.write(
                            queue.receiver().map(i -> Bytes.utf8("line " + i + " ".repeat(1_000) + "\n"))))
                    .then());
            var making = client.spawn(() -> Many.interval(Duration.ofMillis(1))
                    .take(5_000)
                    .doOnNext(i -> queue.sender().trySend(i.intValue()))
                    .then());
            simulation.run(SOON);
            server.pause();
            simulation.network().partition("client", "server");
            simulation.runUntil(making::isDone, Duration.ofMinutes(1));
            int waiting = queue.size();
            sending.abort();
            server.resume();
            simulation.network().repair("client", "server");
            if (waiting > 1_000) {
                throw new AssertionError(waiting + " values wait");
            }
        });
    }

    /** Each host holds its lock while it asks the other one, whose handler wants the lock of its own host. */
    @Test
    void aLockThatIsKeptOverACall() {
        assertFound(50, "deadlock", simulation -> {
            Host one = lockedHost(simulation, "one", "other");
            Host other = lockedHost(simulation, "other", "one");
            simulation.runUntilEnded(one, other);
        });
    }

    private static Host lockedHost(Simulation simulation, String name, String peerName) {
        return simulation.host(name, () -> {
            Exclusive<String> lock = Exclusive.of("state");
            One<Void> serving = Tcp.serve(
                    name, 7000, peer -> lock.withLock(guard -> peer.writeAndEnd(Bytes.utf8("ok\n"))));
            One<String> asking = One.delay(SOON).then(lock.withLock(guard -> Tcp.connecting(
                            peerName, 7000, peer -> peer.read().lines())
                    .next()));
            return asking.takeUntil(serving);
        });
    }

    /** The client waits for the answer before it ends its direction, and the server for that end before it answers. */
    @Test
    void aWrongHalfClose() {
        assertFound(1, "deadlock", simulation -> {
            simulation.host("server", () -> Tcp.serve("server", 7000, peer ->
                    peer.read().count().flatMap(count -> peer.writeAndEnd(Bytes.utf8(count + "\n")))));
            Host client = simulation.host("client");
            simulation.run(SOON);
            client.blockOn(() -> Tcp.connecting("server", 7000, peer ->
                            peer.write(Bytes.utf8("question\n")).thenMany(peer.read().lines()))
                    .next());
        });
    }

    /** A slot is given back at the failure and at the end. */
    @Test
    void aSlotThatIsGivenBackTwice() {
        assertFound(100, "free slots", simulation -> {
            AtomicInteger free = new AtomicInteger(10);
            simulation.host("server", counter(new AtomicInteger()));
            Host client = simulation.host("client");
            simulation.run(SOON);
            Faults faults = simulation.faults(1).only(Faults.Kind.RESET);
            client.blockOn(() -> Many.range(0, 200)
                    .concatMap(i -> One.defer(() -> {
                        free.decrementAndGet();
                        return addOne();
                    }).doOnError(failure -> free.incrementAndGet())
                            .doFinally(end -> free.incrementAndGet())
                            .onErrorReturn("failed"))
                    .count());
            faults.stop();
            if (free.get() != 10) {
                throw new AssertionError(free + " free slots of 10");
            }
        });
    }

    /** The server answers when it has written a record, but the record is not forced to the disk. */
    @Test
    void anAcknowledgementBeforeTheDiskHasIt() {
        assertFound(20, "acknowledged and lost", simulation -> keepRecords(simulation, WriteOptions.Sync.NONE));
    }

    @Test
    void anAcknowledgementAfterTheDiskHasIt() {
        Simulation.forSeeds(200).check(simulation -> keepRecords(simulation, WriteOptions.Sync.ALL));
    }

    private static String content(Path file) throws IOException {
        return Files.exists(file) ? Files.readString(file) : "";
    }

    private static void keepRecords(Simulation simulation, WriteOptions.Sync sync) throws IOException {
        WriteOptions options = WriteOptions.defaults().createNew().sync(sync);
        Host server = simulation.host("server", () -> Tcp.serve("server", 7000, peer -> peer.read()
                .lines()
                .concatMap(line -> AsyncFile.writeString(Path.of("/record" + line), line, options)
                        .then(peer.write(Bytes.utf8("ok\n"))))
                .then()));
        Host client = simulation.host("client");
        List<Integer> acknowledged = new ArrayList<>();
        Faults faults =
                simulation.faults(0.9).crashing(server).only(Faults.Kind.POWER_OFF, Faults.Kind.CRASH);
        client.blockOn(() -> Many.range(0, 30)
                .concatMap(i -> One.delay(Duration.ofMillis(300))
                        .then(Tcp.connecting("server", 7000, peer -> peer.writeAndEnd(Bytes.utf8(i + "\n"))
                                        .thenMany(peer.read().lines()))
                                .next())
                        .timeout(Duration.ofSeconds(2))
                        .doOnNext(ok -> acknowledged.add(i))
                        .onErrorReturn("failed"))
                .count());
        faults.stop();
        for (int i : acknowledged) {
            if (!String.valueOf(i).equals(content(server.disk().path("/record" + i)))) {
                throw new AssertionError("record " + i + " was acknowledged and lost");
            }
        }
    }

    private static void client(Host host) {
        host.blockOn(() -> Many.interval(Duration.ofSeconds(1))
                .take(60)
                .map(tick -> host.runtime().driver().time().now())
                .buffer(2, 1)
                .doOnNext(pair -> {
                    if (pair.size() == 2 && pair.get(1).isBefore(pair.get(0))) {
                        throw new AssertionError("the time went back");
                    }
                })
                .then());
    }
}
