package io.nagare.bench.report.turn;

import io.nagare.bench.operators.OperatorBenchmark;
import io.nagare.bench.report.result.Group;
import io.nagare.bench.report.result.Peer;
import java.util.List;
import java.util.Optional;

/** Turns of the operators. Every library has all of them. */
public final class OperatorTurns {

    private static final List<String> LIBRARIES = List.of(Peer.NAGARE, Peer.REACTOR, Peer.RXJAVA, Peer.MUTINY);
    private static final List<String> QUICK = List.of("mapFilterMap", "flatMapRange", "oneChain");

    private OperatorTurns() {}

    public static List<Turn> turns(Effort effort) {
        return jmh(effort).turns(PipelineKind.benchmarks(), QUICK);
    }

    public static JmhTurns jmh(Effort effort) {
        return new JmhTurns(
                effort,
                Group.OPERATORS,
                OperatorBenchmark.class,
                benchmark -> LIBRARIES,
                (benchmark, library) -> Optional.empty());
    }
}
