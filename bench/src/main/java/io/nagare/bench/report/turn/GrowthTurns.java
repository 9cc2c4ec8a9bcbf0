package io.nagare.bench.report.turn;

import io.nagare.bench.Bench;
import io.nagare.bench.growth.Thing;
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

/** Turns that measure the cost of one thing as the number grows. Each number has a process of its own. */
public final class GrowthTurns {

    private static final Duration OVERHEAD = Duration.ofSeconds(120);

    private final Effort effort;

    GrowthTurns(Effort effort) {
        this.effort = effort;
    }

    List<Turn> turns() {
        List<Turn> turns = new ArrayList<>();
        for (Thing thing : Thing.values()) {
            for (int number : thing.numbers(effort.quick())) {
                turns.add(turn(thing, number, Peer.NAGARE));
                if (thing.hasReactor()) {
                    turns.add(turn(thing, number, Peer.REACTOR));
                }
            }
        }
        return turns;
    }

    public static String title(Thing thing, int number) {
        return number + ", " + thing.label();
    }

    private Turn turn(Thing thing, int number, String peer) {
        String work = title(thing, number);
        return new Turn(Group.GROWTH, work, peer, (round, recorder) -> {
            LoadLine line = measure(thing, number, peer);
            recorder.sample(Group.GROWTH, work, peer, Metric.TIME, round, line.value("ns_each"));
            if (peer.equals(Peer.NAGARE)) {
                recorder.sample(Group.GROWTH, work, peer, Metric.BYSTANDER, round, line.value("late_p99_us"));
                double plain = line.value("plain_p99_us");
                recorder.sample(Group.GROWTH, work, Peer.PLAIN_THREAD, Metric.BYSTANDER, round, plain);
            }
        });
    }

    private LoadLine measure(Thing thing, int number, String peer)
            throws MeasurementException, IOException, InterruptedException {
        List<String> arguments = List.of(
                "growth",
                "--peer",
                peer,
                thing.label(),
                Integer.toString(number),
                Integer.toString(effort.yardWarmUpSeconds()),
                Integer.toString(effort.yardSeconds()));
        Duration atMost = OVERHEAD.plusSeconds(effort.yardWarmUpSeconds() + 2L * effort.yardSeconds());
        List<String> command = Jvm.command(Bench.class, List.of(), arguments);
        return LoadLine.with("ns_each", new Program(command, Map.of(), atMost).run());
    }
}
