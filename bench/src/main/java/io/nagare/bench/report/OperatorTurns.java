package io.nagare.bench.report;

import io.nagare.bench.operators.OperatorBenchmark;
import java.util.List;
import java.util.Optional;

/** Turns of the operators. Every library has all of them. */
final class OperatorTurns {

    private static final List<String> LIBRARIES = List.of(Peer.NAGARE, Peer.REACTOR, Peer.RXJAVA, Peer.MUTINY);
    private static final List<String> QUICK = List.of("mapFilterMap", "flatMapRange", "oneChain");

    private OperatorTurns() {}

    static List<Turn> turns(Effort effort) {
        return jmh(effort).turns(PipelineKind.benchmarks(), QUICK);
    }

    static JmhTurns jmh(Effort effort) {
        return new JmhTurns(
                effort, Group.OPERATORS, OperatorBenchmark.class, LIBRARIES, (benchmark, library) -> Optional.empty());
    }
}
