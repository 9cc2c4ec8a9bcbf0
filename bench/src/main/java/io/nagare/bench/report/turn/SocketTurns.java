package io.nagare.bench.report.turn;

import io.nagare.bench.report.process.Cores;
import io.nagare.bench.report.process.MeasurementException;
import io.nagare.bench.report.process.ObservedServer;
import io.nagare.bench.report.process.ProcessFigures;
import io.nagare.bench.report.process.Program;
import io.nagare.bench.report.process.RunningServer;
import io.nagare.bench.report.process.Yardsticks;
import io.nagare.bench.report.result.Group;
import io.nagare.bench.report.result.Metric;
import io.nagare.bench.report.result.Peer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Turns of the servers. Each measures a server under a load. In the first round the server is started, and warmed up
 * with the same load by the same rule for every JVM. It then waits for its next turn. So all peers of a work run at the
 * same time, but only one of them is busy.
 */
final class SocketTurns {

    private static final Duration LOAD_OVERHEAD = Duration.ofSeconds(20);

    /**
     * The length of a load of the warm-up. After each it is decided whether a server is warm. The load generator adds a
     * second of its own.
     */
    private static final double WARM_LOAD_SECONDS = 2;

    /** How many seconds at the beginning of a load do not count. */
    private static final double UNCOUNTED_SECONDS = 1;

    private static final double NATIVE_WARM_LOAD_SECONDS = 0.5;

    private final Map<String, Served> running = new HashMap<>();
    private final Group group;
    private final Effort effort;
    private final Yardsticks yardsticks;
    private final Cores cores;
    private final Path load;
    private final Path file;

    /**
     * Makes the turns; no server runs yet.
     *
     * @param group {@link Group#SOCKETS} or {@link Group#RING}
     * @param load the load generator
     * @param file the file that is served
     */
    SocketTurns(Group group, Effort effort, Yardsticks yardsticks, Cores cores, Path load, Path file) {
        this.group = group;
        this.effort = effort;
        this.yardsticks = yardsticks;
        this.cores = cores;
        this.load = load;
        this.file = file;
    }

    List<Turn> turns() {
        List<Turn> turns = new ArrayList<>();
        boolean ring = group == Group.RING;
        List<SocketPeer> peers = ring ? SocketPeer.besideRing(yardsticks) : SocketPeer.all(yardsticks);
        for (SocketWork work : ring ? SocketWork.OF_RING : SocketWork.ofSockets()) {
            if (effort.quick() && !ring && !work.isInQuickVersion()) {
                continue;
            }
            for (SocketPeer peer : peers) {
                if (peer.has(work.server())) {
                    turns.add(new Turn(
                            group,
                            work.title(),
                            peer.name(),
                            (round, recorder) -> serve(work, peer, round, recorder)));
                }
            }
        }
        return turns;
    }

    /**
     * Runs one round with a server. The server of the first round serves the other rounds too, so that it is warm. A
     * failure ends it, and so does the last round.
     */
    private void serve(SocketWork work, SocketPeer peer, int round, Recorder recorder)
            throws MeasurementException, IOException, InterruptedException {
        String key = work.title() + ", " + peer.name();
        boolean measured = false;
        try {
            if (!running.containsKey(key)) {
                running.put(key, start(work, peer));
                warmUp(work, peer, running.get(key).server());
            }
            measure(work, peer, running.get(key).server(), round, recorder);
            measured = true;
        } finally {
            if (!measured || round == effort.rounds()) {
                Optional.ofNullable(running.remove(key)).ifPresent(Served::close);
            }
        }
    }

    private void warmUp(SocketWork work, SocketPeer peer, RunningServer server)
            throws MeasurementException, IOException, InterruptedException {
        if (!peer.isJvm()) {
            load(work, server, NATIVE_WARM_LOAD_SECONDS);
            return;
        }
        new WarmUp(effort.warmUpSeconds()).of(server, () -> load(work, server, WARM_LOAD_SECONDS));
    }

    private Served start(SocketWork work, SocketPeer peer)
            throws MeasurementException, IOException, InterruptedException {
        if (work != SocketWork.PROXY) {
            List<String> arguments = work == SocketWork.FILE ? List.of("--path", file.toString()) : List.of();
            return new Served(start(work, peer, arguments), Optional.empty());
        }
        SocketPeer echo = SocketPeer.all(yardsticks).stream()
                .filter(other -> other.name().equals(Peer.FLOOR))
                .findFirst()
                .orElse(SocketPeer.stack("jdk-selector"));
        RunningServer target =
                RunningServer.start(port -> cores.load(echo.command("echo", port, List.of(), List.of())));
        try {
            return new Served(
                    start(work, peer, List.of("--target", Integer.toString(target.port()))), Optional.of(target));
        } catch (MeasurementException | IOException | InterruptedException failure) {
            target.close();
            throw failure;
        }
    }

    private RunningServer start(SocketWork work, SocketPeer peer, List<String> arguments)
            throws MeasurementException, IOException, InterruptedException {
        return RunningServer.start(port -> cores.server(peer.command(work.server(), port, List.of(), arguments)));
    }

    private void measure(SocketWork work, SocketPeer peer, RunningServer server, int round, Recorder recorder)
            throws MeasurementException, IOException, InterruptedException {
        long allocatedBefore = peer.isJvm() ? server.ask(ObservedServer.ALLOCATED) : 0;
        ProcessFigures.CpuTime cpuBefore = ProcessFigures.cpuTime(server.pid());
        long before = System.nanoTime();
        LoadLine line = load(work, server, effort.loadSeconds());
        // The time for opening the connections is no time of the load.
        double seconds = Math.min((System.nanoTime() - before) / 1e9, effort.loadSeconds() + UNCOUNTED_SECONDS);
        ProcessFigures.CpuTime cpu = ProcessFigures.cpuTime(server.pid());
        double rate = line.value(work.figure());
        // The load runs at that rate all the time, also in the second that does not count.
        double units = rate * seconds;
        sample(recorder, work, peer, Metric.RATE, round, rate);
        sample(recorder, work, peer, Metric.USER_CPU, round, (cpu.userMicros() - cpuBefore.userMicros()) / units);
        sample(recorder, work, peer, Metric.SYSTEM_CPU, round, (cpu.systemMicros() - cpuBefore.systemMicros()) / units);
        if (peer.isJvm()) {
            sample(
                    recorder,
                    work,
                    peer,
                    Metric.ALLOCATED,
                    round,
                    (server.ask(ObservedServer.ALLOCATED) - allocatedBefore) / units);
        }
        sample(recorder, work, peer, Metric.MEDIAN, round, line.value("p50_us"));
        sample(recorder, work, peer, Metric.TAIL, round, line.value("p99_us"));
    }

    private void sample(
            Recorder recorder, SocketWork work, SocketPeer peer, Metric metric, int round, double value) {
        if (Double.isFinite(value)) {
            recorder.sample(group, work.title(), peer.name(), metric, round, value);
        }
    }

    private LoadLine load(SocketWork work, RunningServer server, double seconds)
            throws MeasurementException, IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(load.toString()));
        command.addAll(work.load(server.port(), seconds));
        Duration atMost = LOAD_OVERHEAD.plusMillis(Math.round(seconds * 1000));
        return LoadLine.with(work.figure(), new Program(cores.load(command), Map.of(), atMost).run());
    }

    /** A server, and the one behind it if it is a proxy. */
    private record Served(RunningServer server, Optional<RunningServer> target) {

        void close() {
            server.close();
            target.ifPresent(RunningServer::close);
        }
    }
}
