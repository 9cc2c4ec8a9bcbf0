package io.nagare.bench.report.turn;

import io.nagare.bench.bridges.Carried;
import io.nagare.bench.bridges.ContextBenchmark;
import io.nagare.bench.report.result.Group;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Turns of what carrying a thread's context costs. The peers are this library with a context. */
final class ContextTurns {

    private static final List<String> WORKS = List.of("stream", "one", "hop", "spawn");

    private ContextTurns() {}

    static List<Turn> turns(Effort effort) {
        List<String> carried = Arrays.stream(Carried.values()).map(Carried::label).toList();
        return new JmhTurns(
                        effort,
                        Group.CONTEXT,
                        ContextBenchmark.class,
                        work -> carried,
                        (work, library) -> Optional.empty())
                .turns(WORKS, WORKS);
    }
}
