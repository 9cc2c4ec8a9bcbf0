package io.nagare.bench.report.turn;

import io.nagare.bench.Bench;
import io.nagare.bench.machines.MachineWork;
import io.nagare.bench.report.process.Jvm;
import io.nagare.bench.report.process.MeasurementException;
import io.nagare.bench.report.process.Program;
import io.nagare.bench.report.result.Group;
import io.nagare.bench.report.result.Metric;
import io.nagare.bench.report.result.Peer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Turns of broadcasts across machines. A server is started for each turn and deleted behind it, so that no peer has to
 * do with what another one has left.
 */
final class MachineTurns {

    private static final Duration OVERHEAD = Duration.ofSeconds(60);

    private final Effort effort;

    MachineTurns(Effort effort) {
        this.effort = effort;
    }

    List<Turn> turns() {
        List<Turn> turns = new ArrayList<>();
        for (MessageServer server : MessageServer.values()) {
            if (!server.isThere()) {
                continue;
            }
            for (MachineWork work : MachineWork.values()) {
                turns.add(turn(server, work, Peer.NAGARE, server.ours()));
                turns.add(turn(server, work, server.client(), server.theirs()));
            }
        }
        return turns;
    }

    private Turn turn(MessageServer server, MachineWork work, String peer, String name) {
        String title = server.title() + ", " + work.title();
        return new Turn(Group.MACHINES, title, peer, (round, recorder) -> {
            LoadLine line = measure(server, work, name);
            if (work.isOfOne()) {
                recorder.sample(Group.MACHINES, title, peer, Metric.MEDIAN, round, line.value("p50_us"));
                recorder.sample(Group.MACHINES, title, peer, Metric.TAIL, round, line.value("p99_us"));
            } else {
                recorder.sample(Group.MACHINES, title, peer, Metric.RATE, round, line.value("per_s"));
            }
        });
    }

    private LoadLine measure(MessageServer server, MachineWork work, String name)
            throws MeasurementException, IOException, InterruptedException {
        long seconds = Math.max(1, Math.round(effort.loadSeconds()));
        try (MessageServer.Running running = server.start()) {
            List<String> arguments =
                    List.of("machines", name, work.label(), running.url(), Long.toString(seconds));
            List<String> command = Jvm.command(Bench.class, List.of(), arguments);
            Program program = new Program(command, Map.of(), OVERHEAD.plusSeconds(4 * seconds));
            return LoadLine.with("per_s", program.run());
        }
    }
}
