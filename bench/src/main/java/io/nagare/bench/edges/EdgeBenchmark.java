package io.nagare.bench.edges;

import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
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
 * Measures the shapes of each library, which {@link Edges} describes. An operation is an item. Each call checks how
 * many items came through. With a polluted profile, all shapes of the library run a little in the same JVM before the
 * measured one.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = {"-Xms1g", "-Xmx1g", "-XX:+UseG1GC", "-Drx3.computation-threads=2"})
public class EdgeBenchmark {

    private static final long POLLUTION_NANOS = TimeUnit.SECONDS.toNanos(3);

    /** The library that is measured. */
    @Param({"nagare", "reactor", "rxjava", "mutiny", "kotlin"})
    public String library = "";

    /** The name of the profile. It says which shapes have run in the JVM before. */
    @Param({"clean", "polluted"})
    public String profile = "";

    private @Nullable Edges opened;

    /** Starts the workers, and pollutes the profiles. */
    @Setup(Level.Trial)
    public void prepare() {
        Library wanted = Library.of(library);
        Edges edges = wanted.open();
        use(edges);
        if (profile.equals("polluted")) {
            long end = System.nanoTime() + POLLUTION_NANOS;
            do {
                for (Shape shape : Shape.values()) {
                    if (wanted.lacks(shape).isEmpty()) {
                        shape.run(edges);
                    }
                }
            } while (System.nanoTime() < end);
        }
    }

    /** Runs one shape, or several, on the given workers. */
    void use(Edges edges) {
        opened = edges;
    }

    /** Ends the workers. */
    @TearDown(Level.Trial)
    public void close() {
        if (opened != null) {
            opened.close();
        }
    }

    private void run(Shape shape) {
        shape.run(Objects.requireNonNull(opened, "the workers have not been started"));
    }

    @Benchmark
    @OperationsPerInvocation(Edges.ITEMS)
    public void hop() {
        run(Shape.HOP);
    }

    @Benchmark
    @OperationsPerInvocation(Edges.FEW_ITEMS)
    public void hopHeavy() {
        run(Shape.HOP_HEAVY);
    }

    @Benchmark
    @OperationsPerInvocation(Edges.ITEMS)
    public void fromAsynchronous() {
        run(Shape.FROM_ASYNCHRONOUS);
    }

    @Benchmark
    @OperationsPerInvocation(Edges.ITEMS)
    public void fromAsynchronousMoved() {
        run(Shape.FROM_ASYNCHRONOUS_MOVED);
    }

    @Benchmark
    @OperationsPerInvocation(Edges.ITEMS)
    public void fromSynchronous() {
        run(Shape.FROM_SYNCHRONOUS);
    }

    @Benchmark
    @OperationsPerInvocation(Edges.ITEMS)
    public void consumedByReactor() {
        run(Shape.CONSUMED_BY_REACTOR);
    }

    @Benchmark
    @OperationsPerInvocation(Edges.ITEMS)
    public void zip() {
        run(Shape.ZIP);
    }

    @Benchmark
    @OperationsPerInvocation(Edges.ITEMS)
    public void merge() {
        run(Shape.MERGE);
    }

    @Benchmark
    @OperationsPerInvocation(Edges.ITEMS)
    public void mergeMany() {
        run(Shape.MERGE_MANY);
    }

    @Benchmark
    @OperationsPerInvocation(Edges.ITEMS)
    public void concat() {
        run(Shape.CONCAT);
    }

    @Benchmark
    @OperationsPerInvocation(Edges.ITEMS)
    public void mapParallel() {
        run(Shape.MAP_PARALLEL);
    }

    @Benchmark
    @OperationsPerInvocation(Edges.ITEMS)
    public void toIterable() {
        run(Shape.TO_ITERABLE);
    }

    @Benchmark
    @OperationsPerInvocation(Edges.ITEMS)
    public void toIterableHop() {
        run(Shape.TO_ITERABLE_HOP);
    }

    @Benchmark
    @OperationsPerInvocation(Edges.ITEMS)
    public void share() {
        run(Shape.SHARE);
    }

    @Benchmark
    @OperationsPerInvocation(Edges.ITEMS)
    public void replay() {
        run(Shape.REPLAY);
    }

    @Benchmark
    @OperationsPerInvocation(Edges.ITEMS)
    public void groupBy() {
        run(Shape.GROUP_BY);
    }

    @Benchmark
    @OperationsPerInvocation(Edges.ITEMS)
    public void window() {
        run(Shape.WINDOW);
    }

    @Benchmark
    @OperationsPerInvocation(Edges.FEW_ITEMS)
    public void flatMapBlocking() {
        run(Shape.FLAT_MAP_BLOCKING);
    }

    @Benchmark
    @OperationsPerInvocation(Edges.FEW_ITEMS)
    public void flatMapHop() {
        run(Shape.FLAT_MAP_HOP);
    }

    @Benchmark
    @OperationsPerInvocation(Edges.FEW_ITEMS)
    public void flatMapDelay() {
        run(Shape.FLAT_MAP_DELAY);
    }

    @Benchmark
    @OperationsPerInvocation(Edges.ITEMS)
    public void switchMap() {
        run(Shape.SWITCH_MAP);
    }

    @Benchmark
    @OperationsPerInvocation(Edges.FEW_ITEMS)
    public void mapPartitioned() {
        run(Shape.MAP_PARTITIONED);
    }

    @Benchmark
    @OperationsPerInvocation(Edges.ITEMS)
    public void withLatestFrom() {
        run(Shape.WITH_LATEST_FROM);
    }

    @Benchmark
    @OperationsPerInvocation(Edges.ITEMS)
    public void takeUntil() {
        run(Shape.TAKE_UNTIL);
    }

    @Benchmark
    @OperationsPerInvocation(Edges.ITEMS)
    public void timeout() {
        run(Shape.TIMEOUT);
    }

    @Benchmark
    @OperationsPerInvocation(Edges.ITEMS)
    public void bufferTimeout() {
        run(Shape.BUFFER_TIMEOUT);
    }

    @Benchmark
    @OperationsPerInvocation(Edges.ITEMS)
    public void mpsc() {
        run(Shape.MPSC);
    }

    @Benchmark
    @OperationsPerInvocation(Edges.ITEMS)
    public void broadcast() {
        run(Shape.BROADCAST);
    }
}
