package io.nagare.engine.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nagare.JdkGatherer;
import io.nagare.Many;
import io.nagare.engine.scheduler.step.StepScheduler;
import io.nagare.engine.strand.Probe;
import io.nagare.engine.strand.crossing.Egress;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;

/** Calls the JDK's gatherers by reflection, because the tests are compiled for a JDK without them. */
class JdkGathererTest {

    private static final boolean SUPPORTED = Runtime.version().feature() >= 24;

    private final StepScheduler scheduler = new StepScheduler();

    private <T> Probe<T> start(Publisher<T> stream, long demand) {
        Probe<T> probe = new Probe<>();
        Egress.serve(probe, stream, scheduler);
        probe.request(demand);
        scheduler.runAll();
        return probe;
    }

    private static Class<?> type(String name) throws Exception {
        return Class.forName("java.util.stream." + name);
    }

    private static Object window(String name, int size) throws Exception {
        return type("Gatherers").getMethod(name, int.class).invoke(null, size);
    }

    /** Returns a gatherer with the given integrator, and with a finisher that pushes "end". */
    private static Object gatherer(InvocationHandler integrator) throws Exception {
        Class<?> integratorType = type("Gatherer$Integrator");
        Method push = type("Gatherer$Downstream").getMethod("push", Object.class);
        BiConsumer<Object, Object> finisher = (state, downstream) -> {
            try {
                push.invoke(downstream, "end");
            } catch (ReflectiveOperationException failure) {
                throw new AssertionError(failure);
            }
        };
        Object made = Proxy.newProxyInstance(
                JdkGathererTest.class.getClassLoader(), new Class<?>[] {integratorType}, integrator);
        return type("Gatherer")
                .getMethod("ofSequential", Supplier.class, integratorType, BiConsumer.class)
                .invoke(null, (Supplier<Object>) ArrayList::new, made, finisher);
    }

    @Test
    void theJdksWindows() throws Exception {
        assumeTrue(SUPPORTED);
        Many<List<Integer>> fixed = Many.range(0, 5).as(JdkGatherer.of(window("windowFixed", 2)));
        assertEquals(List.of(List.of(0, 1), List.of(2, 3), List.of(4), "complete"), start(fixed, 9).signals());
        assertEquals(List.of(List.of(0, 1)), start(fixed, 1).signals(), "and again, from the beginning");
        Many<List<Integer>> sliding = Many.range(0, 4).as(JdkGatherer.of(window("windowSliding", 3)));
        assertEquals(List.of(List.of(0, 1, 2), List.of(1, 2, 3), "complete"), start(sliding, 9).signals());
    }

    @Test
    void aGathererWithoutStateAndOneThatFoldsToOneResult() throws Exception {
        assumeTrue(SUPPORTED);
        Supplier<Integer> zero = () -> 0;
        BiFunction<Integer, Integer, Integer> sum = Integer::sum;
        Object fold = type("Gatherers").getMethod("fold", Supplier.class, BiFunction.class).invoke(null, zero, sum);
        assertEquals(
                List.of(10, "complete"),
                start(Many.range(0, 5).as(JdkGatherer.<Integer, Integer>of(fold)), 9)
                        .signals());
        Object scan = type("Gatherers").getMethod("scan", Supplier.class, BiFunction.class).invoke(null, zero, sum);
        assertEquals(
                List.of(0, 1),
                start(Many.range(0, 5).as(JdkGatherer.<Integer, Integer>of(scan)), 2)
                        .signals());
    }

    @Test
    void anIntegratorThatWantsNoMoreCancelsUpstreamAndTheFinisherHasItsTurn() throws Exception {
        assumeTrue(SUPPORTED);
        List<String> events = new ArrayList<>();
        Method push = type("Gatherer$Downstream").getMethod("push", Object.class);
        Object untilTwo = gatherer((proxy, method, arguments) -> {
            assertEquals(true, push.invoke(arguments[2], arguments[1]));
            assertEquals(true, push.invoke(arguments[2], arguments[1]));
            return !arguments[1].equals(2);
        });
        Many<Object> stream =
                Many.range(0, 9).doOnCancel(() -> events.add("cancelled")).as(JdkGatherer.of(untilTwo));
        assertEquals(List.of(0, 0, 1, 1, 2, 2, "end", "complete"), start(stream, 9).signals());
        assertEquals(List.of("cancelled"), events);
        assertEquals(List.of(0, 0, 1), start(stream, 3).signals());
    }

    @Test
    void aGathererThatThrowsFailsTheStreamWithThatVeryException() throws Exception {
        assumeTrue(SUPPORTED);
        IllegalStateException boom = new IllegalStateException("boom");
        Object throwing = gatherer((proxy, method, arguments) -> {
            throw boom;
        });
        assertEquals(List.of(boom), start(Many.range(0, 9).as(JdkGatherer.of(throwing)), 9).signals());
    }

    @Test
    void whatIsNoGathererIsRefusedAtTheCall() {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> JdkGatherer.of("not one"));
        assertTrue(refused.getMessage().contains("java.lang.String"), refused.getMessage());
        assertTrue(refused.getMessage().contains("from 24 on"), refused.getMessage());
        assertThrows(NullPointerException.class, () -> JdkGatherer.of(null));
    }
}
