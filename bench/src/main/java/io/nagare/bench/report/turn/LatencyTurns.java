package io.nagare.bench.report.turn;

import io.nagare.bench.Bench;
import io.nagare.bench.report.process.Cores;
import io.nagare.bench.report.process.Jvm;
import io.nagare.bench.report.process.MeasurementException;
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
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Turns that measure latency at fixed rates. The rates are parts of the floor's highest rate, which is measured first
 * for each number of connections. One server serves all rates and rounds of a number of connections, so that it is
 * warm.
 */
final class LatencyTurns {

    private static final List<Integer> CONNECTIONS = List.of(50, 1_000, 9_000);
    private static final List<Integer> PERCENT = List.of(10, 50, 90);
    private static final String LEFT_OUT = "netty-io_uring";
    private static final int BYTES = 64;

    /**
     * How many loads are run to find the highest rate. The best counts, so that other work of the machine does not
     * matter.
     */
    private static final int LOADS = 3;

    private static final double WARM_UP_SECONDS = 2;
    private static final Duration OVERHEAD = Duration.ofSeconds(60);

    private final Map<Integer, Double> highest = new HashMap<>();
    private final Effort effort;
    private final Yardsticks yardsticks;
    private final Cores cores;
    private final Path load;
    private final EchoServers servers;

    /**
     * Makes the turns; no server runs yet.
     *
     * @param load the load generator of the closed loop
     */
    LatencyTurns(Effort effort, Yardsticks yardsticks, Cores cores, Path load) {
        this.effort = effort;
        this.yardsticks = yardsticks;
        this.cores = cores;
        this.load = load;
        this.servers = new EchoServers(cores, effort.warmUpSeconds());
    }

    List<Turn> turns() {
        List<Turn> turns = new ArrayList<>();
        for (int connections : CONNECTIONS) {
            if (effort.quick() && connections > CONNECTIONS.get(0)) {
                continue;
            }
            String work = PERCENT.stream()
                    .map(percent -> title(connections, percent))
                    .collect(Collectors.joining(Turn.AND));
            for (SocketPeer peer : SocketPeer.all(yardsticks)) {
                if (!peer.name().equals(LEFT_OUT)) {
                    turns.add(new Turn(
                            Group.LATENCY,
                            work,
                            peer.name(),
                            (round, recorder) -> measure(connections, peer, round, recorder)));
                }
            }
        }
        return turns;
    }

    private static String title(int connections, int percent) {
        return connections + " connections, " + percent + " %";
    }

    private void measure(int connections, SocketPeer peer, int round, Recorder recorder)
            throws MeasurementException, IOException, InterruptedException {
        String name = connections + " " + peer.name();
        boolean measured = false;
        try {
            double most = highest(connections, recorder);
            RunningServer server = servers.get(name, peer, (port, seconds) -> closedLoop(port, connections, seconds));
            for (int percent : PERCENT) {
                String work = title(connections, percent);
                record(openLoop(server.port(), connections, most * percent / 100), work, peer, round, recorder);
            }
            measured = true;
        } finally {
            if (!measured || round == effort.rounds()) {
                servers.close(name);
            }
        }
    }

    /** Returns the highest rate of the floor, or of a bare selector if there is no floor. */
    private double highest(int connections, Recorder recorder)
            throws MeasurementException, IOException, InterruptedException {
        Double known = highest.get(connections);
        if (known != null) {
            return known;
        }
        SocketPeer floor = SocketPeer.all(yardsticks).stream()
                .filter(peer -> peer.name().equals(Peer.FLOOR))
                .findFirst()
                .orElse(SocketPeer.stack("jdk-selector"));
        String name = "highest";
        try {
            RunningServer server = servers.get(name, floor, (port, seconds) -> closedLoop(port, connections, seconds));
            double rate = 0;
            for (int i = 0; i < LOADS; i++) {
                rate = Math.max(rate, closedLoop(server.port(), connections, effort.loadSeconds()).value("msgs_per_s"));
            }
            highest.put(connections, rate);
            String work = connections + " connections, closed loop";
            recorder.sample(Group.LATENCY, work, floor.name(), Metric.RATE, 1, rate);
            return rate;
        } finally {
            servers.close(name);
        }
    }

    private static void record(LoadLine line, String work, SocketPeer peer, int round, Recorder recorder) {
        if (line.value("held") < 1) {
            recorder.missing(
                    Group.LATENCY,
                    work,
                    peer.name(),
                    String.format(
                            Locale.ROOT,
                            "the load itself could not hold the rate of %.0f: its p99 of lateness was %.0f µs",
                            line.value("asked"),
                            line.value("late_p99_us")));
            return;
        }
        recorder.sample(Group.LATENCY, work, peer.name(), Metric.MEDIAN, round, line.value("p50_us"));
        recorder.sample(Group.LATENCY, work, peer.name(), Metric.TAIL, round, line.value("p99_us"));
        recorder.sample(Group.LATENCY, work, peer.name(), Metric.FAR_TAIL, round, line.value("p999_us"));
        recorder.sample(Group.LATENCY, work, peer.name(), Metric.MOST, round, line.value("max_us"));
        recorder.sample(Group.LATENCY, work, peer.name(), Metric.LATE, round, line.value("late_p99_us"));
    }

    private LoadLine closedLoop(int port, int connections, double seconds)
            throws MeasurementException, IOException, InterruptedException {
        List<String> command = List.of(
                load.toString(),
                "echo",
                Integer.toString(port),
                Integer.toString(connections),
                Integer.toString(BYTES),
                "1",
                String.format(Locale.ROOT, "%.1f", seconds));
        return LoadLine.with("msgs_per_s", run(command, seconds));
    }

    private LoadLine openLoop(int port, int connections, double rate)
            throws MeasurementException, IOException, InterruptedException {
        List<String> arguments = List.of(
                "load",
                Integer.toString(port),
                Integer.toString(connections),
                Integer.toString(BYTES),
                Long.toString(Math.max(1, Math.round(rate))),
                Double.toString(effort.loadSeconds()),
                Double.toString(WARM_UP_SECONDS));
        List<String> command = Jvm.command(Bench.class, List.of(), arguments);
        return LoadLine.with("p50_us", run(command, effort.loadSeconds() + WARM_UP_SECONDS));
    }

    private List<String> run(List<String> command, double seconds)
            throws MeasurementException, IOException, InterruptedException {
        return new Program(cores.load(command), Map.of(), OVERHEAD.plusMillis(Math.round(seconds * 1000))).run();
    }
}
