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
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Turns in which connections arrive at once at an echo server. The figure is the time until the last one is answered,
 * by their number.
 */
final class AcceptTurns {

    private static final int CONNECTIONS = 10_000;
    private static final int BYTES = 64;
    private static final String FIGURE = "ns_per_conn";
    private static final Duration AT_MOST = Duration.ofSeconds(120);

    private final Effort effort;
    private final Yardsticks yardsticks;
    private final Cores cores;
    private final EchoServers servers;
    private final int connections;

    AcceptTurns(Effort effort, Yardsticks yardsticks, Cores cores) {
        this.effort = effort;
        this.yardsticks = yardsticks;
        this.cores = cores;
        this.servers = new EchoServers(cores, effort.warmUpSeconds());
        this.connections = ConnectionTurns.possible(CONNECTIONS);
    }

    List<Turn> turns() {
        List<Turn> turns = new ArrayList<>();
        String work = "accept, " + connections + " at once";
        for (SocketPeer peer : SocketPeer.all(yardsticks)) {
            if (!effort.quick()) {
                turns.add(new Turn(
                        Group.SOCKETS, work, peer.name(), (round, recorder) -> measure(work, peer, round, recorder)));
            }
        }
        return turns;
    }

    private void measure(String work, SocketPeer peer, int round, Recorder recorder)
            throws MeasurementException, IOException, InterruptedException {
        boolean measured = false;
        try {
            RunningServer server = servers.get(peer.name(), peer, (port, seconds) -> burst(port, 1));
            recorder.sample(Group.SOCKETS, work, peer.name(), Metric.TIME, round, burst(server.port(), 3));
            measured = true;
        } finally {
            if (!measured || round == effort.rounds()) {
                servers.close(peer.name());
            }
        }
    }

    private double burst(int port, int warmUps) throws MeasurementException, IOException, InterruptedException {
        List<String> arguments = List.of(
                
                "burst",
                Integer.toString(port),
                Integer.toString(connections),
                Integer.toString(BYTES),
                Integer.toString(warmUps));
        List<String> command = cores.load(Jvm.command(Bench.class, List.of(), arguments));
        return LoadLine.with(FIGURE, new Program(command, Map.of(), AT_MOST).run()).value(FIGURE);
    }
}
