package io.nagare.bench.bridges;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.nagare.driver.ThreadContext;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/** A comparison is valid only if every library lets all items through. */
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BridgesTest {

    private static TreeSet<String> benchmarks(Class<?> of) {
        return Arrays.stream(of.getMethods())
                .filter(method -> method.isAnnotationPresent(Benchmark.class))
                .map(Method::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<String> libraries(Class<?> of) throws NoSuchFieldException {
        return List.of(of.getField("library").getAnnotation(Param.class).value());
    }

    @ParameterizedTest
    @EnumSource
    void allItemsCross(Library library) {
        try (Crossings crossings = new Crossings()) {
            for (Library other : Library.others()) {
                for (Crossing crossing : Crossing.values()) {
                    assertEquals(
                            crossing.operations(), crossings.run(crossing, library, other), crossing.label(other));
                }
            }
        }
    }

    @Test
    void eachCrossingHasABenchmarkOfItsOwn() throws ReflectiveOperationException {
        assertEquals(new TreeSet<>(Crossing.labels()), benchmarks(BridgeBenchmark.class));
        BridgeBenchmark benchmark = new BridgeBenchmark();
        benchmark.library = "nowhere";
        for (String label : Crossing.labels()) {
            Throwable failure = Assertions.assertThrows(
                    ReflectiveOperationException.class,
                    () -> BridgeBenchmark.class.getMethod(label).invoke(benchmark));
            assertEquals(
                    "there are no crossings of nowhere", failure.getCause().getMessage());
        }
        assertEquals(
                Arrays.stream(Library.values()).map(Library::label).toList(), libraries(BridgeBenchmark.class));
    }

    @Test
    void allItemsMoveToEachScheduler() {
        for (Moves opened : List.of(SchedulerMoves.ours(), SchedulerMoves.theirs())) {
            SchedulerBenchmark benchmark = new SchedulerBenchmark();
            benchmark.use(opened);
            benchmark.publishOn();
            benchmark.observeOn();
            benchmark.emitOn();
            benchmark.flowOn();
            benchmark.withContext();
            benchmark.launch();
            benchmark.close();
        }
    }

    @Test
    void aBenchmarkOfASchedulerCallsTheMoveOfItsName() throws ReflectiveOperationException {
        TreeSet<String> called = new TreeSet<>();
        InvocationHandler handler = (proxy, method, arguments) -> {
            called.add(method.getName());
            boolean few = List.of("withContext", "launch").contains(method.getName());
            return (long) (few ? Moves.COROUTINES : Moves.ITEMS);
        };
        SchedulerBenchmark benchmark = new SchedulerBenchmark();
        benchmark.use((Moves) Proxy.newProxyInstance(
                Moves.class.getClassLoader(), new Class<?>[] {Moves.class}, handler));
        for (String name : benchmarks(SchedulerBenchmark.class)) {
            SchedulerBenchmark.class.getMethod(name).invoke(benchmark);
        }
        assertEquals(benchmarks(SchedulerBenchmark.class), called);
    }

    @ParameterizedTest
    @EnumSource
    void streamsRunWithEachContext(Carried carried) throws NoSuchFieldException {
        assertEquals(
                Arrays.stream(Carried.values()).map(Carried::label).toList(), libraries(ContextBenchmark.class));
        ContextBenchmark benchmark = new ContextBenchmark();
        benchmark.library = carried.label();
        benchmark.prepare();
        try {
            ThreadContext context = ThreadContext.carried();
            assertEquals(carried != Carried.NOTHING, context != null);
            if (carried == Carried.TWO_VALUES) {
                assertNotNull(context.capture());
            } else if (context != null) {
                assertNull(context.capture());
            }
            benchmark.stream();
            benchmark.one();
            benchmark.hop();
            benchmark.spawn();
        } finally {
            benchmark.close();
        }
        assertNull(ThreadContext.carried());
    }
}
