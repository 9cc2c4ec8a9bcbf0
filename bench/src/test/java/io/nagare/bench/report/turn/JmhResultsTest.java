package io.nagare.bench.report.turn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nagare.bench.report.result.Metric;
import java.util.List;
import org.junit.jupiter.api.Test;

class JmhResultsTest {

    private static final String HEAD =
            "\"Benchmark\",\"Mode\",\"Threads\",\"Samples\",\"Score\",\"Score Error (99.9%)\",\"Unit\",\"Param:"
                    + " library\",\"Param: profile\"";
    private static final String NAME = "\"io.nagare.bench.operators.OperatorBenchmark.";

    @Test
    void timesAndBytesAreRead() {
        List<String> table = List.of(
                HEAD,
                NAME + "oneChain\",\"avgt\",1,5,31.420000,0.5,\"ns/op\",rxjava,clean",
                NAME + "oneChain:gc.alloc.rate\",\"avgt\",1,5,1958.4,NaN,\"MB/sec\",rxjava,clean",
                NAME + "oneChain:gc.alloc.rate.norm\",\"avgt\",1,5,64.000018,NaN,\"B/op\",rxjava,clean",
                NAME + "oneChain:gc.count\",\"avgt\",1,5,9.000000,NaN,\"counts\",rxjava,clean",
                NAME + "scrabble\",\"avgt\",1,5,2500,NaN,\"us/op\",nagare,clean");
        assertEquals(
                List.of(
                        new JmhResults.Row("oneChain", "rxjava", Metric.TIME, 31.42),
                        new JmhResults.Row("oneChain", "rxjava", Metric.ALLOCATED, 64.000018),
                        new JmhResults.Row("scrabble", "nagare", Metric.TIME, 2_500_000)),
                JmhResults.parse(table));
    }

    @Test
    void aFileWithoutResultsHasNone() {
        assertEquals(List.of(), JmhResults.parse(List.of()));
        assertEquals(List.of(), JmhResults.parse(List.of(HEAD)));
    }

    @Test
    void aResultThatIsNoNumberIsLeftOut() {
        assertEquals(
                List.of(), JmhResults.parse(List.of(HEAD, NAME + "zip\",\"avgt\",1,0,NaN,NaN,\"ns/op\",mutiny,clean")));
    }
}
