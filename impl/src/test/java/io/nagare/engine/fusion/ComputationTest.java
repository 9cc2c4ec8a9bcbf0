package io.nagare.engine.fusion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.nagare.One;
import io.nagare.engine.scheduler.step.StepScheduler;
import io.nagare.engine.strand.Probe;
import io.nagare.engine.strand.crossing.Egress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A value that is computed without subscribers gives the same signals as one that subscribers compute. */
class ComputationTest {

    private final StepScheduler scheduler = new StepScheduler();

    private static Map<String, Supplier<One<Integer>>> origins() {
        Map<String, Supplier<One<Integer>>> origins = new LinkedHashMap<>();
        origins.put("just", () -> One.just(6));
        origins.put("fromCallable", () -> One.fromCallable(() -> 6));
        origins.put("fromCallable without a result", () -> One.fromCallable(() -> null));
        origins.put("fromCallable that fails", () -> One.fromCallable(() -> 1 / zero()));
        return origins;
    }

    private static int zero() {
        return 0;
    }

    @SuppressWarnings("NullAway") // this mapper breaks the rule on purpose
    private static Map<String, UnaryOperator<One<Integer>>> chains() {
        Map<String, UnaryOperator<One<Integer>>> chains = new LinkedHashMap<>();
        chains.put("map", one -> one.map(i -> i + 1));
        chains.put("map, filter, map", one -> one.map(i -> i + 1).filter(i -> i > 0).map(i -> i * 3));
        chains.put("filtered out", one -> one.map(i -> i + 1).filter(i -> i < 0).map(i -> 1 / zero()));
        chains.put("a map that fails", one -> one.filter(i -> true).map(i -> i / zero()).filter(i -> true).map(i -> i));
        chains.put("a filter that fails", one -> one.map(i -> i).filter(i -> i / zero() > 0).map(i -> i));
        chains.put("a map that returns null", one -> one.map(i -> (Integer) null).map(i -> i));
        chains.put("named", one -> one.map(i -> i).map(i -> i / zero()).named("orders"));
        chains.put("named, and more behind", one -> one.map(i -> i).named("inner").map(i -> i / zero()).named("outer"));
        chains.put("many maps", one -> {
            One<Integer> all = one;
            for (int i = 0; i < 300; i++) {
                all = all.map(n -> n + 1);
            }
            return all;
        });
        return chains;
    }

    static Stream<Arguments> pairs() {
        return chains().keySet().stream()
                .flatMap(chain -> origins().keySet().stream().map(origin -> arguments(chain, origin)));
    }

    @Tag("case-39")
    @ParameterizedTest(name = "{0} of {1}")
    @MethodSource("pairs")
    void itGivesTheSameSignalsAndTraces(String chain, String origin) {
        for (int demands = 0; demands < 3; demands++) {
            assertEquals(
                    signals(chains().get(chain).apply(origins().get(origin).get().hide()), demands),
                    signals(chains().get(chain).apply(origins().get(origin).get()), demands));
        }
    }

    private List<String> signals(One<Integer> one, int demands) {
        Probe<Integer> probe = new Probe<>();
        Egress.serve(probe, one, scheduler);
        for (int i = 0; i < demands; i++) {
            probe.request(1);
            scheduler.runAll();
        }
        List<String> texts = new ArrayList<>(probe.signals().stream().map(ComputationTest::text).toList());
        probe.cancel();
        scheduler.runAll();
        assertEquals(0, scheduler.liveCount());
        return texts;
    }

    private static String text(Object signal) {
        return signal instanceof Throwable failure
                ? failure + Arrays.toString(failure.getSuppressed())
                : String.valueOf(signal);
    }

    @Test
    void nothingIsCalledBeforeThereIsDemandOrTwice() {
        AtomicInteger calls = new AtomicInteger();
        Probe<Integer> probe = new Probe<>();
        Egress.serve(probe, One.fromCallable(calls::incrementAndGet).map(i -> i + calls.incrementAndGet()), scheduler);
        assertEquals(0, calls.get());
        probe.request(2);
        probe.request(1);
        scheduler.runAll();
        assertEquals(2, calls.get());
    }

    @Test
    void anItemThatFindsItsSubscriberGoneIsClosed() {
        for (boolean plain : new boolean[] {true, false}) {
            AtomicInteger closed = new AtomicInteger();
            Probe<AutoCloseable> probe = new Probe<>();
            One<Integer> origin = plain ? One.just(1).hide() : One.just(1);
            One<AutoCloseable> one = origin.map(i -> {
                probe.cancel();
                return closed::incrementAndGet;
            });
            Egress.serve(probe, one, scheduler);
            probe.request(1);
            scheduler.runAll();
            assertEquals(1, closed.get());
            assertEquals(List.of(), probe.signals());
        }
    }
}
