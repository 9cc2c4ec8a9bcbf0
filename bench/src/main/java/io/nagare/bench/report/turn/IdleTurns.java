package io.nagare.bench.report.turn;

import io.nagare.bench.Bench;
import io.nagare.bench.idle.IdleMemory;
import io.nagare.bench.report.process.Jvm;
import io.nagare.bench.report.process.MeasurementException;
import io.nagare.bench.report.process.Program;
import io.nagare.bench.report.result.Group;
import io.nagare.bench.report.result.Metric;
import io.nagare.bench.report.result.Peer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Turns that measure the memory of waiting tasks and subscriptions. Each is a process that prints how much heap they
 * held.
 */
public final class IdleTurns {

    private static final Pattern LINE = Pattern.compile(".* heap_bytes_each=(-?[0-9.]+)");
    private static final Duration AT_MOST = Duration.ofSeconds(60);

    private IdleTurns() {}

    static List<Turn> turns() {
        List<Turn> turns = new ArrayList<>();
        for (String library : List.of(Peer.NAGARE, Peer.FORK_JOIN, Peer.REACTOR, Peer.RXJAVA, Peer.MUTINY)) {
            turns.add(turn("tasks", library, library));
        }
        if (Jvm.hasVirtualThreads()) {
            turns.add(turn("tasks", Peer.VIRTUAL, "virtual"));
        }
        for (String library : List.of(Peer.NAGARE, Peer.REACTOR, Peer.RXJAVA, Peer.MUTINY)) {
            turns.add(turn("subscriptions", library, library));
        }
        return turns;
    }

    private static Turn turn(String work, String peer, String name) {
        String title = IdleMemory.NUMBER + " " + work;
        List<String> command = Jvm.command(Bench.class, List.of(), List.of("idle", name, work));
        return new Turn(Group.MEMORY, title, peer, (round, recorder) -> {
            double bytes = bytes(new Program(command, Map.of(), AT_MOST).run());
            recorder.sample(Group.MEMORY, title, peer, Metric.HEAP, round, bytes);
        });
    }

    /** Reads the bytes of one task or subscription from the printed lines. */
    public static double bytes(List<String> printed) throws MeasurementException {
        for (String line : printed) {
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches()) {
                return Double.parseDouble(matcher.group(1));
            }
        }
        throw new MeasurementException(Program.lastWords(printed, "printed nothing"));
    }
}
