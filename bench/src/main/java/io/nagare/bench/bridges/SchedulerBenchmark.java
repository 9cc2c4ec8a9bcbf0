package io.nagare.bench.bridges;

import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
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
 * Measures the schedulers of the bridges beside those of the libraries. An operation is an item or a coroutine. With a
 * polluted profile, all moves run a little in the same JVM before the measured one.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {
            "-Xms1g",
            "-Xmx1g",
            "-XX:+UseG1GC",
            "-Drx3.computation-threads=2",
            "-Dkotlinx.coroutines.scheduler.core.pool.size=2"
        })
public class SchedulerBenchmark {

    private static final long POLLUTION_NANOS = TimeUnit.SECONDS.toNanos(3);

    /** Whose workers are measured: this library's, or those of the library whose streams move. */
    @Param({"nagare", "reactor", "rxjava", "mutiny", "kotlin"})
    public String library = "";

    /** The name of the profile. It says which moves have run in the JVM before. */
    @Param({"clean", "polluted"})
    public String profile = "";

    private @Nullable Moves opened;

    /** Starts the workers, and pollutes the profiles. */
    @Setup(Level.Trial)
    public void prepare() {
        Moves moves = library.equals("nagare") ? SchedulerMoves.ours() : SchedulerMoves.theirs();
        use(moves);
        if (profile.equals("polluted")) {
            long end = System.nanoTime() + POLLUTION_NANOS;
            do {
                publishOn();
                observeOn();
                emitOn();
                flowOn();
                withContext();
                launch();
            } while (System.nanoTime() < end);
        }
    }

    void use(Moves moves) {
        opened = moves;
    }

    /** Ends the workers. */
    @TearDown(Level.Trial)
    public void close() {
        if (opened != null) {
            opened.close();
        }
    }

    private void run(ToLongFunction<Moves> move, long expected) {
        long count = move.applyAsLong(Objects.requireNonNull(opened, "the workers have not been started"));
        if (count != expected) {
            throw new IllegalStateException("a scheduler has let " + count + " of " + expected + " through");
        }
    }

    @Benchmark
    @OperationsPerInvocation(Moves.ITEMS)
    public void publishOn() {
        run(Moves::publishOn, Moves.ITEMS);
    }

    @Benchmark
    @OperationsPerInvocation(Moves.ITEMS)
    public void observeOn() {
        run(Moves::observeOn, Moves.ITEMS);
    }

    @Benchmark
    @OperationsPerInvocation(Moves.ITEMS)
    public void emitOn() {
        run(Moves::emitOn, Moves.ITEMS);
    }

    @Benchmark
    @OperationsPerInvocation(Moves.ITEMS)
    public void flowOn() {
        run(Moves::flowOn, Moves.ITEMS);
    }

    @Benchmark
    @OperationsPerInvocation(Moves.COROUTINES)
    public void withContext() {
        run(Moves::withContext, Moves.COROUTINES);
    }

    @Benchmark
    @OperationsPerInvocation(Moves.COROUTINES)
    public void launch() {
        run(Moves::launch, Moves.COROUTINES);
    }
}
