package io.nagare.bench.bridges;

import io.micrometer.context.ContextRegistry;
import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.Task;
import io.nagare.driver.ThreadContext;
import io.nagare.micrometer.MicrometerNagare;
import java.util.ArrayList;
import java.util.List;
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
 * Measures what carrying a thread's context costs this library. With {@link Carried#NOTHING} no context is carried.
 * Otherwise Micrometer's is, for two thread locals; they have values or none where the streams begin. Each run checks
 * how many items came through. With a polluted profile, all of these run a little in the same JVM before the measured
 * one.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = {"-Xms1g", "-Xmx1g", "-XX:+UseG1GC"})
public class ContextBenchmark {

    /** The number of streams of a run. */
    static final int STREAMS = 1_000;

    /** The number of items of a short stream. */
    static final int FEW_ITEMS = 10;

    /** The number of items of a stream that moves to another worker. */
    static final int ITEMS = 102_400;

    /** The number of tasks of a run. */
    static final int TASKS = 10_000;

    private static final long POLLUTION_NANOS = TimeUnit.SECONDS.toNanos(3);
    private static final ThreadLocal<String> TRACE = new ThreadLocal<>();
    private static final ThreadLocal<String> TENANT = new ThreadLocal<>();

    /** What is carried. */
    @Param({"nagare", "no values", "two values"})
    public String library = "";

    /** The name of the profile. It says what has run in the JVM before. */
    @Param({"clean", "polluted"})
    public String profile = "";

    private final Nagare nagare = Nagare.multiThread().workers(End.WORKERS).start();

    /** Carries the context, and pollutes the profiles. */
    @Setup(Level.Trial)
    public void prepare() {
        Carried carried = Carried.of(library);
        if (carried != Carried.NOTHING) {
            ContextRegistry registry = new ContextRegistry();
            registry.registerThreadLocalAccessor("trace", TRACE);
            registry.registerThreadLocalAccessor("tenant", TENANT);
            MicrometerNagare.carryContext(registry);
        }
        give(carried);
        if (profile.equals("polluted")) {
            long end = System.nanoTime() + POLLUTION_NANOS;
            do {
                stream();
                one();
                hop();
                spawn();
            } while (System.nanoTime() < end);
        }
    }

    /** A thread of JMH may be another one in each iteration. */
    @Setup(Level.Iteration)
    public void giveValues() {
        give(Carried.of(library));
    }

    private static void give(Carried carried) {
        if (carried == Carried.TWO_VALUES) {
            TRACE.set("0af7651916cd43dd8448eb211c80319c");
            TENANT.set("blue");
        }
    }

    /** Ends the workers, and carries nothing any more. */
    @TearDown(Level.Trial)
    public void close() {
        ThreadContext.carry(null);
        TRACE.remove();
        TENANT.remove();
        nagare.close();
    }

    private static void check(long count, long expected) {
        if (count != expected) {
            throw new IllegalStateException(count + " of " + expected + " items came through");
        }
    }

    /** A range of ten items behind three maps, counted by the calling thread. An operation is a stream. */
    @Benchmark
    @OperationsPerInvocation(STREAMS)
    public void stream() {
        long count = 0;
        for (int i = 0; i < STREAMS; i++) {
            count += number(Many.range(1, FEW_ITEMS)
                    .map(item -> item + 1)
                    .map(item -> item + 1)
                    .map(item -> item + 1)
                    .count()
                    .block());
        }
        check(count, (long) STREAMS * FEW_ITEMS);
    }

    /** A callable behind three maps, run by the calling thread. An operation is a stream. */
    @Benchmark
    @OperationsPerInvocation(STREAMS)
    public void one() {
        long count = 0;
        for (int i = 0; i < STREAMS; i++) {
            count += number(One.fromCallable(() -> -2L)
                    .map(item -> item + 1)
                    .map(item -> item + 1)
                    .map(item -> item + 1)
                    .block());
        }
        check(count, STREAMS);
    }

    /** A mapped range, {@code runOn}, mapped, counted. An operation is an item. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public void hop() {
        check(
                number(nagare.blockOn(Many.range(1, ITEMS)
                        .map(item -> item + 1)
                        .runOn(nagare)
                        .map(item -> item + 1)
                        .count())),
                ITEMS);
    }

    /** Tasks that are spawned from without, each a mapped callable, and waited for. An operation is a task. */
    @Benchmark
    @OperationsPerInvocation(TASKS)
    public void spawn() {
        List<Task<Long>> tasks = new ArrayList<>(TASKS);
        for (int i = 0; i < TASKS; i++) {
            tasks.add(nagare.spawn(One.fromCallable(() -> 0L).map(item -> item + 1)));
        }
        long count = 0;
        for (Task<Long> task : tasks) {
            count += number(task.join());
        }
        check(count, TASKS);
    }

    private static long number(@Nullable Long count) {
        return count == null ? 0 : count;
    }
}
