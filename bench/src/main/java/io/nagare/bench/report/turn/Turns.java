package io.nagare.bench.report.turn;

import io.nagare.bench.report.process.Cores;
import io.nagare.bench.report.process.Jvm;
import io.nagare.bench.report.process.Yardsticks;
import io.nagare.bench.report.result.Group;
import io.nagare.bench.report.result.Peer;
import io.nagare.bench.report.result.Results;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The turns of each group, and the works that are left out from the start. */
public final class Turns {

    private Turns() {}

    public static List<Turn> of(Group group, Effort effort, Yardsticks yardsticks, Cores cores, Path file) {
        YardTurns yard = new YardTurns(effort, yardsticks);
        return switch (group) {
            case RUNTIME -> yard.runtime();
            case CHANNELS -> yard.channels();
            case FILES -> yard.files(file);
            case OPERATORS -> OperatorTurns.turns(effort);
            case EDGES -> EdgeTurns.turns(effort);
            case BRIDGES -> BridgeTurns.turns(effort);
            case CONTEXT -> ContextTurns.turns(effort);
            case MEMORY -> memory(yardsticks, cores);
            case GROWTH -> new GrowthTurns(effort).turns();
            case SOCKETS -> yardsticks
                    .load()
                    .map(load -> sockets(effort, yardsticks, cores, load, file))
                    .orElse(List.of());
            case RING -> Jvm.has(Peer.RING_MODULE)
                    ? yardsticks
                            .load()
                            .map(load -> new SocketTurns(group, effort, yardsticks, cores, load, file).turns())
                            .orElse(List.of())
                    : List.of();
            case MACHINES -> new MachineTurns(effort).turns();
            case STARTUP -> new StartupTurns().turns();
            case TLS -> new TlsTurns(effort, yardsticks, cores).turns();
            case LATENCY -> yardsticks
                    .load()
                    .map(load -> new LatencyTurns(effort, yardsticks, cores, load).turns())
                    .orElse(List.of());
        };
    }

    private static List<Turn> sockets(Effort effort, Yardsticks yardsticks, Cores cores, Path load, Path file) {
        SocketTurns sockets = new SocketTurns(Group.SOCKETS, effort, yardsticks, cores, load, file);
        List<Turn> turns = new ArrayList<>(sockets.turns());
        turns.addAll(new AcceptTurns(effort, yardsticks, cores).turns());
        return turns;
    }

    private static List<Turn> memory(Yardsticks yardsticks, Cores cores) {
        List<Turn> turns = new ArrayList<>(new ConnectionTurns(yardsticks, cores).turns());
        turns.addAll(IdleTurns.turns());
        return turns;
    }

    /** Describes the selected works: all works, or the works with {@code part} in their names. */
    public static String scope(String part) {
        return part.isEmpty() ? "all works" : "works with '" + part + "' in their names";
    }

    /**
     * Selects the turns of works with a text in their names. The results forget the works that these turns measure
     * again, and no others.
     *
     * @param part the text; if empty, all turns are selected and the whole group is forgotten
     */
    public static List<Turn> select(Group group, List<Turn> all, String part, Results results) {
        List<Turn> wanted = all.stream().filter(turn -> turn.work().contains(part)).toList();
        results.forget(
                group,
                work -> part.isEmpty()
                        || work.equals(scope(part))
                        || wanted.stream().anyMatch(turn -> turn.isOf(work)));
        return wanted;
    }

    public static void sayWhatIsLeftOut(Group group, Yardsticks yardsticks, String part, Recorder recorder) {
        String scope = scope(part);
        if (group == Group.TLS && yardsticks.tokioRustls().isEmpty()) {
            recorder.missing(
                    group, scope, Peer.TOKIO_RUSTLS, "left out: no program that can be run was given (--rustls)");
        }
        if (group == Group.MACHINES) {
            for (MessageServer server : MessageServer.values()) {
                if (!server.isThere()) {
                    recorder.missing(
                            group, server.title(), "everybody", "left out: there is no " + server.program());
                }
            }
        }
        if (!group.isOfJvmsAlone() && group != Group.TLS && yardsticks.tokio().isEmpty()) {
            recorder.missing(group, scope, Peer.TOKIO, "left out: no program that can be run was given (--tokio)");
        }
        if (group == Group.RING && !Jvm.has(Peer.RING_MODULE)) {
            recorder.missing(
                    group, scope, "everybody", "left out: built without -Puring, or this JDK is older than 22");
            return;
        }
        boolean servers = group == Group.SOCKETS || group == Group.RING || group == Group.LATENCY;
        if (servers && yardsticks.floor().isEmpty()) {
            recorder.missing(group, scope, Peer.FLOOR, "left out: no program that can be run was given (--floor)");
        }
        if (servers && yardsticks.load().isEmpty()) {
            recorder.missing(
                    group, scope, "everybody", "left out: no load generator that can be run was given (--load)");
        }
        if (!Jvm.hasVirtualThreads()) {
            String reason = "left out: this JDK has none";
            switch (group) {
                case RUNTIME, CHANNELS -> recorder.missing(group, scope, Peer.VIRTUAL, reason);
                case SOCKETS, LATENCY -> recorder.missing(group, scope, Peer.JDK_VIRTUAL, reason);
                case MEMORY -> {
                    recorder.missing(group, "connections", Peer.JDK_VIRTUAL, reason);
                    recorder.missing(group, "tasks", Peer.VIRTUAL, reason);
                }
                case OPERATORS, EDGES, BRIDGES, CONTEXT, FILES, RING, TLS, GROWTH, MACHINES, STARTUP -> {}
            }
        }
    }
}
