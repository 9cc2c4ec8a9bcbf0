package io.nagare.bench.report.turn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PipelineKindTest {

    @Test
    void allBenchmarksAreFoundAndThoseOfAKindStandTogether() {
        List<String> benchmarks = PipelineKind.benchmarks();
        assertTrue(
                benchmarks.containsAll(List.of("mapFilterMap", "flatMapRange", "oneChain", "scrabble")),
                benchmarks::toString);
        List<PipelineKind> kinds = new ArrayList<>();
        for (String benchmark : benchmarks) {
            PipelineKind kind = PipelineKind.of(benchmark);
            if (kinds.isEmpty() || kinds.get(kinds.size() - 1) != kind) {
                kinds.add(kind);
            }
        }
        assertEquals(List.of(PipelineKind.values()), kinds);
    }
}
