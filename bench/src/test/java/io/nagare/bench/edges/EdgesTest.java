package io.nagare.bench.edges;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;

/** A comparison is valid only if every library lets all items through. */
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EdgesTest {

    /** Each shape checks its own count of items. */
    @ParameterizedTest
    @EnumSource
    void aLibraryHasEachShapeOrSaysWhyNot(Library library) {
        try (Edges edges = library.open()) {
            for (Shape shape : Shape.values()) {
                if (library.lacks(shape).isEmpty()) {
                    shape.run(edges);
                } else {
                    assertThrows(UnsupportedOperationException.class, () -> shape.run(edges), shape.label());
                }
            }
        }
    }

    @Test
    void eachShapeHasABenchmarkThatCountsItsItems() {
        Map<String, Integer> benchmarks = new TreeMap<>();
        for (Method method : EdgeBenchmark.class.getMethods()) {
            if (method.isAnnotationPresent(Benchmark.class)) {
                benchmarks.put(method.getName(), method.getAnnotation(OperationsPerInvocation.class).value());
            }
        }
        Map<String, Integer> shapes = new TreeMap<>();
        Arrays.stream(Shape.values()).forEach(shape -> shapes.put(shape.label(), shape.items()));
        assertEquals(shapes, benchmarks);
    }

    @Test
    void theLibrariesOfTheBenchmarkAreThoseThatThereAre() throws NoSuchFieldException {
        assertEquals(
                Arrays.stream(Library.values()).map(Library::label).toList(),
                List.of(EdgeBenchmark.class.getField("library").getAnnotation(Param.class).value()));
    }

    @Test
    void aWrongCountIsNoResult() {
        Edges edges = edges((proxy, method, arguments) -> 1L);
        IllegalStateException failure = assertThrows(IllegalStateException.class, () -> Shape.HOP.run(edges));
        assertEquals("hop has let 1 of " + Edges.ITEMS + " items through", failure.getMessage());
        assertEquals(-1, Edges.same(LongStream.of(7, 7, 8)));
        assertEquals(7, Edges.same(LongStream.of(7, 7, 7)));
    }

    @Test
    void aShapeAndItsBenchmarkCallTheMethodOfTheirName() throws ReflectiveOperationException {
        List<String> called = new ArrayList<>();
        Edges edges = edges((proxy, method, arguments) -> {
            called.add(method.getName());
            return (long) Shape.valueOf(method.getName().replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT)).items();
        });
        EdgeBenchmark benchmark = new EdgeBenchmark();
        benchmark.use(edges);
        for (Shape shape : Shape.values()) {
            EdgeBenchmark.class.getMethod(shape.label()).invoke(benchmark);
        }
        assertEquals(Arrays.stream(Shape.values()).map(Shape::label).toList(), called);
    }

    private static Edges edges(InvocationHandler handler) {
        return (Edges) Proxy.newProxyInstance(Edges.class.getClassLoader(), new Class<?>[] {Edges.class}, handler);
    }
}
