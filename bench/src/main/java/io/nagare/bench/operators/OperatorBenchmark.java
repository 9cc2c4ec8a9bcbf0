package io.nagare.bench.operators;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Measures the pipelines of each library, which {@link Pipelines} describes. With a polluted profile, all pipelines of
 * the library run in the same JVM before the measured one, as in a program that has several.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = {"-Xms1g", "-Xmx1g", "-XX:+UseG1GC"})
public class OperatorBenchmark {

    private static final long POLLUTION_NANOS = TimeUnit.SECONDS.toNanos(3);

    /** The library that is measured. */
    @Param({"nagare", "reactor", "rxjava", "mutiny"})
    public String library = "";

    /** The name of the profile. It says which pipelines have run in the JVM before. */
    @Param({"clean", "polluted"})
    public String profile = "";

    private Pipelines pipelines = new NagarePipelines();

    /** Makes the pipelines, and pollutes their profiles. */
    @Setup(Level.Trial)
    public void prepare(Blackhole sink, Scrabble game) {
        pipelines = pipelines(library);
        if (profile.equals("polluted")) {
            long end = System.nanoTime() + POLLUTION_NANOS;
            do {
                for (int i = 0; i < 100; i++) {
                    pipelines.all(sink);
                }
            } while (System.nanoTime() < end);
            sink.consume(pipelines.scrabble(game));
            sink.consume(pipelines.scrabbleOptimised(game));
        }
    }

    static Pipelines pipelines(String library) {
        return switch (library) {
            case "nagare" -> new NagarePipelines();
            case "reactor" -> new ReactorPipelines();
            case "rxjava" -> new RxPipelines();
            case "mutiny" -> new MutinyPipelines();
            default -> throw new IllegalArgumentException("there are no pipelines of " + library);
        };
    }

    @Benchmark
    public void range(Blackhole sink) {
        pipelines.range(sink);
    }

    @Benchmark
    public void mapFilterMap(Blackhole sink) {
        pipelines.mapFilterMap(sink);
    }

    @Benchmark
    public void tenMaps(Blackhole sink) {
        pipelines.tenMaps(sink);
    }

    @Benchmark
    public void listFilterMap(Blackhole sink) {
        pipelines.listFilterMap(sink);
    }

    @Benchmark
    public void mapReduce(Blackhole sink) {
        pipelines.mapReduce(sink);
    }

    @Benchmark
    public void skipTake(Blackhole sink) {
        pipelines.skipTake(sink);
    }

    @Benchmark
    public void flatMapRange(Blackhole sink) {
        pipelines.flatMapRange(sink);
    }

    @Benchmark
    public void flatMapJust(Blackhole sink) {
        pipelines.flatMapJust(sink);
    }

    @Benchmark
    public void concatMapRange(Blackhole sink) {
        pipelines.concatMapRange(sink);
    }

    @Benchmark
    public void concatMapJust(Blackhole sink) {
        pipelines.concatMapJust(sink);
    }

    @Benchmark
    public void flatMapIterable(Blackhole sink) {
        pipelines.flatMapIterable(sink);
    }

    @Benchmark
    public void merge(Blackhole sink) {
        pipelines.merge(sink);
    }

    @Benchmark
    public void zip(Blackhole sink) {
        pipelines.zip(sink);
    }

    @Benchmark
    public void groupBy(Blackhole sink) {
        pipelines.groupBy(sink);
    }

    @Benchmark
    public void collectList(Blackhole sink) {
        pipelines.collectList(sink);
    }

    @Benchmark
    public void just(Blackhole sink) {
        pipelines.just(sink);
    }

    @Benchmark
    public void oneChain(Blackhole sink) {
        pipelines.oneChain(sink);
    }

    @Benchmark
    public void oneChainMade(Blackhole sink) {
        pipelines.oneChainMade(sink);
    }

    @Benchmark
    public void oneFlatMap(Blackhole sink) {
        pipelines.oneFlatMap(sink);
    }

    @Benchmark
    public void oneZip(Blackhole sink) {
        pipelines.oneZip(sink);
    }

    @Benchmark
    @OutputTimeUnit(TimeUnit.MICROSECONDS)
    public List<Map.Entry<Integer, List<String>>> scrabble(Scrabble game) {
        return pipelines.scrabble(game);
    }

    @Benchmark
    @OutputTimeUnit(TimeUnit.MICROSECONDS)
    public List<Map.Entry<Integer, List<String>>> scrabbleOptimised(Scrabble game) {
        return pipelines.scrabbleOptimised(game);
    }
}
