package io.nagare.bench.report.turn;

import io.nagare.bench.bridges.BridgeBenchmark;
import io.nagare.bench.bridges.Crossing;
import io.nagare.bench.bridges.Library;
import io.nagare.bench.bridges.SchedulerBenchmark;
import io.nagare.bench.report.result.Group;
import io.nagare.bench.report.result.Peer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns of the bridges: crossings from library to library, and moves to a scheduler. */
final class BridgeTurns {

    private static final List<String> QUICK = List.of("toReactor", "fromReactorHopped", "oneToReactor", "publishOn");

    /** The library of each move, in the order of the report. */
    private static final Map<String, Library> MOVES = moves();

    private BridgeTurns() {}

    private static Map<String, Library> moves() {
        Map<String, Library> moves = new LinkedHashMap<>();
        moves.put("publishOn", Library.REACTOR);
        moves.put("observeOn", Library.RXJAVA);
        moves.put("emitOn", Library.MUTINY);
        moves.put("flowOn", Library.KOTLIN);
        moves.put("withContext", Library.KOTLIN);
        moves.put("launch", Library.KOTLIN);
        return moves;
    }

    static List<Turn> turns(Effort effort) {
        List<Turn> turns = new ArrayList<>(crossings(effort).turns(Crossing.labels(), QUICK));
        turns.addAll(schedulers(effort).turns(List.copyOf(MOVES.keySet()), QUICK));
        return turns;
    }

    private static JmhTurns crossings(Effort effort) {
        List<String> libraries = Arrays.stream(Library.values()).map(Library::label).toList();
        return new JmhTurns(
                effort,
                Group.BRIDGES,
                BridgeBenchmark.class,
                benchmark -> libraries,
                (benchmark, library) -> Optional.empty());
    }

    private static JmhTurns schedulers(Effort effort) {
        return new JmhTurns(
                effort,
                Group.BRIDGES,
                SchedulerBenchmark.class,
                move -> List.of(Peer.NAGARE, MOVES.getOrDefault(move, Library.NAGARE).label()),
                (move, library) -> Optional.empty());
    }
}
