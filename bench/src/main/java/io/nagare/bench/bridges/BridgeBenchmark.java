package io.nagare.bench.bridges;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Measures the crossings of each library, which {@link Crossing} describes. An operation is an item, or a call. Each
 * run checks how many came through. With a polluted profile, all crossings of the library run a little in the same JVM
 * before the measured one.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = {"-Xms1g", "-Xmx1g", "-XX:+UseG1GC", "-Drx3.computation-threads=2"})
public class BridgeBenchmark {

    private static final long POLLUTION_NANOS = TimeUnit.SECONDS.toNanos(3);

    /** The library at one end. */
    @Param({"nagare", "nagare-plain", "reactor", "rxjava", "mutiny", "kotlin"})
    public String library = "";

    /** The name of the profile. It says which crossings have run in the JVM before. */
    @Param({"clean", "polluted"})
    public String profile = "";

    private final Crossings crossings = new Crossings();

    /** Pollutes the profiles. */
    @Setup(Level.Trial)
    public void prepare() {
        if (profile.equals("polluted")) {
            long end = System.nanoTime() + POLLUTION_NANOS;
            do {
                for (Library other : Library.others()) {
                    for (Crossing crossing : Crossing.values()) {
                        run(crossing, other);
                    }
                }
            } while (System.nanoTime() < end);
        }
    }

    /** Ends the workers. */
    @TearDown(Level.Trial)
    public void close() {
        crossings.close();
    }

    private void run(Crossing crossing, Library other) {
        long count = crossings.run(crossing, Library.of(library), other);
        if (count != crossing.operations()) {
            throw new IllegalStateException(
                    crossing.label(other) + " has let " + count + " of " + crossing.operations() + " items through");
        }
    }

    @Benchmark
    @OperationsPerInvocation(End.ITEMS)
    public void toReactor() {
        run(Crossing.TO, Library.REACTOR);
    }

    @Benchmark
    @OperationsPerInvocation(End.ITEMS)
    public void toReactorHopped() {
        run(Crossing.TO_HOPPED, Library.REACTOR);
    }

    @Benchmark
    @OperationsPerInvocation(End.ITEMS)
    public void toReactorMoved() {
        run(Crossing.TO_MOVED, Library.REACTOR);
    }

    @Benchmark
    @OperationsPerInvocation(End.ITEMS)
    public void fromReactor() {
        run(Crossing.FROM, Library.REACTOR);
    }

    @Benchmark
    @OperationsPerInvocation(End.ITEMS)
    public void fromReactorHopped() {
        run(Crossing.FROM_HOPPED, Library.REACTOR);
    }

    @Benchmark
    @OperationsPerInvocation(End.ITEMS)
    public void fromReactorMoved() {
        run(Crossing.FROM_MOVED, Library.REACTOR);
    }

    @Benchmark
    @OperationsPerInvocation(End.ONES)
    public void oneToReactor() {
        run(Crossing.ONE_TO, Library.REACTOR);
    }

    @Benchmark
    @OperationsPerInvocation(End.ONES)
    public void oneFromReactor() {
        run(Crossing.ONE_FROM, Library.REACTOR);
    }

    @Benchmark
    @OperationsPerInvocation(End.ITEMS)
    public void toRxjava() {
        run(Crossing.TO, Library.RXJAVA);
    }

    @Benchmark
    @OperationsPerInvocation(End.ITEMS)
    public void toRxjavaHopped() {
        run(Crossing.TO_HOPPED, Library.RXJAVA);
    }

    @Benchmark
    @OperationsPerInvocation(End.ITEMS)
    public void toRxjavaMoved() {
        run(Crossing.TO_MOVED, Library.RXJAVA);
    }

    @Benchmark
    @OperationsPerInvocation(End.ITEMS)
    public void fromRxjava() {
        run(Crossing.FROM, Library.RXJAVA);
    }

    @Benchmark
    @OperationsPerInvocation(End.ITEMS)
    public void fromRxjavaHopped() {
        run(Crossing.FROM_HOPPED, Library.RXJAVA);
    }

    @Benchmark
    @OperationsPerInvocation(End.ITEMS)
    public void fromRxjavaMoved() {
        run(Crossing.FROM_MOVED, Library.RXJAVA);
    }

    @Benchmark
    @OperationsPerInvocation(End.ONES)
    public void oneToRxjava() {
        run(Crossing.ONE_TO, Library.RXJAVA);
    }

    @Benchmark
    @OperationsPerInvocation(End.ONES)
    public void oneFromRxjava() {
        run(Crossing.ONE_FROM, Library.RXJAVA);
    }

    @Benchmark
    @OperationsPerInvocation(End.ITEMS)
    public void toMutiny() {
        run(Crossing.TO, Library.MUTINY);
    }

    @Benchmark
    @OperationsPerInvocation(End.ITEMS)
    public void toMutinyHopped() {
        run(Crossing.TO_HOPPED, Library.MUTINY);
    }

    @Benchmark
    @OperationsPerInvocation(End.ITEMS)
    public void toMutinyMoved() {
        run(Crossing.TO_MOVED, Library.MUTINY);
    }

    @Benchmark
    @OperationsPerInvocation(End.ITEMS)
    public void fromMutiny() {
        run(Crossing.FROM, Library.MUTINY);
    }

    @Benchmark
    @OperationsPerInvocation(End.ITEMS)
    public void fromMutinyHopped() {
        run(Crossing.FROM_HOPPED, Library.MUTINY);
    }

    @Benchmark
    @OperationsPerInvocation(End.ITEMS)
    public void fromMutinyMoved() {
        run(Crossing.FROM_MOVED, Library.MUTINY);
    }

    @Benchmark
    @OperationsPerInvocation(End.ONES)
    public void oneToMutiny() {
        run(Crossing.ONE_TO, Library.MUTINY);
    }

    @Benchmark
    @OperationsPerInvocation(End.ONES)
    public void oneFromMutiny() {
        run(Crossing.ONE_FROM, Library.MUTINY);
    }

    @Benchmark
    @OperationsPerInvocation(End.ITEMS)
    public void toKotlin() {
        run(Crossing.TO, Library.KOTLIN);
    }

    @Benchmark
    @OperationsPerInvocation(End.ITEMS)
    public void toKotlinHopped() {
        run(Crossing.TO_HOPPED, Library.KOTLIN);
    }

    @Benchmark
    @OperationsPerInvocation(End.ITEMS)
    public void toKotlinMoved() {
        run(Crossing.TO_MOVED, Library.KOTLIN);
    }

    @Benchmark
    @OperationsPerInvocation(End.ITEMS)
    public void fromKotlin() {
        run(Crossing.FROM, Library.KOTLIN);
    }

    @Benchmark
    @OperationsPerInvocation(End.ITEMS)
    public void fromKotlinHopped() {
        run(Crossing.FROM_HOPPED, Library.KOTLIN);
    }

    @Benchmark
    @OperationsPerInvocation(End.ITEMS)
    public void fromKotlinMoved() {
        run(Crossing.FROM_MOVED, Library.KOTLIN);
    }

    @Benchmark
    @OperationsPerInvocation(End.ONES)
    public void oneToKotlin() {
        run(Crossing.ONE_TO, Library.KOTLIN);
    }

    @Benchmark
    @OperationsPerInvocation(End.ONES)
    public void oneFromKotlin() {
        run(Crossing.ONE_FROM, Library.KOTLIN);
    }
}
