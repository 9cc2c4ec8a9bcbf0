package io.nagare.engine.fusion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.nagare.Many;
import io.nagare.engine.scheduler.step.StepScheduler;
import io.nagare.engine.strand.Probe;
import io.nagare.engine.strand.crossing.Egress;
import io.nagare.policy.Flatten;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule of {@link Fusion}: the shorter way gives the same signals as the written program. */
class FusionTest {

    /** The kinds of sources that a rule recognizes. */
    private static Map<String, Supplier<Many<Integer>>> sources() {
        Map<String, Supplier<Many<Integer>>> sources = new LinkedHashMap<>();
        sources.put("just", () -> Many.just(7));
        sources.put("empty", Many::empty);
        sources.put("range", () -> Many.range(0, 3));
        sources.put("range of none", () -> Many.range(0, 0));
        sources.put("range of more than a slice", () -> Many.range(0, 700));
        sources.put("fromIterable", () -> Many.fromIterable(List.of(4, 5)));
        sources.put("fromIterable that fails", () -> Many.fromIterable(() -> Stream.of(1, 2)
                .map(i -> 1 / (2 - i))
                .iterator()));
        sources.put("fromStream", () -> Many.fromStream(() -> Stream.of(8, 9, 10)));
        sources.put("fromCallable", () -> Many.fromCallable(() -> 6));
        sources.put("fromCallable without a result", () -> Many.fromCallable(() -> null));
        sources.put("fromCallable that fails", () -> Many.fromCallable(() -> 1 / zero()));
        sources.put("just, mapped", () -> Many.just(7).map(i -> i + 1));
        sources.put("just, filtered out", () -> Many.just(7).filter(i -> i > 9));
        sources.put("fromCallable, mapped by what fails", () -> Many.fromCallable(() -> 6).map(i -> 1 / zero()));
        return sources;
    }

    private static int zero() {
        return 0;
    }

    /** The stages with such rules. Each uses the source several times, in turn with other sources. */
    private static Map<String, Function<Supplier<Many<Integer>>, Many<?>>> stages() {
        Map<String, Function<Supplier<Many<Integer>>, Many<?>>> stages = new LinkedHashMap<>();
        stages.put("concatMap", source -> Many.range(0, 4).concatMap(i -> i % 2 == 0 ? source.get() : Many.just(i)));
        stages.put("mapPartitioned", source -> Many.range(0, 4)
                .<Integer>mapPartitioned(3, i -> i % 2, i -> i % 2 == 0 ? source.get() : Many.just(i)));
        stages.put("switchMap", source -> Many.range(0, 4)
                .switchMap(i -> i % 2 == 0 ? Many.just(i).hide() : source.get()));
        stages.put("flatMap, one at a time", flatMap(Flatten.concurrency(1)));
        stages.put("flatMap, one at a time, delaying errors", flatMap(Flatten.concurrency(1).delayingErrors()));
        stages.put("flatMap in order", flatMap(Flatten.concurrency(3).ordered()));
        stages.put("flatMap in order, a prefetch of one", flatMap(Flatten.concurrency(3).ordered().prefetch(1)));
        stages.put("flatMap in order, delaying errors", flatMap(Flatten.concurrency(3).ordered().delayingErrors()));
        stages.put("flatMap, the last", source -> Many.range(0, 3).flatMap(i -> source.get(), Flatten.concurrency(1)));
        stages.put("flatMap in order, the last", source -> Many.range(0, 3)
                .flatMap(i -> i == 2 ? source.get() : Many.just(i), Flatten.concurrency(3).ordered()));
        stages.put("concatMap, the last", source -> Many.range(0, 3).concatMap(i -> source.get()));
        stages.put("merge", source -> Many.merge(source.get(), Many.never()));
        stages.put("zip, left", source -> Many.zip(source.get(), Many.range(0, 2).hide(), (a, b) -> a + ":" + b));
        stages.put("zip, right", source -> Many.zip(Many.range(0, 9).hide(), source.get(), (a, b) -> a + ":" + b));
        return stages;
    }

    private static Function<Supplier<Many<Integer>>, Many<?>> flatMap(Flatten options) {
        return source -> Many.range(0, 4).flatMap(i -> i % 2 == 0 ? source.get() : Many.just(i).hide(), options);
    }

    static Stream<Arguments> pairs() {
        return stages().keySet().stream()
                .flatMap(stage -> sources().keySet().stream()
                        .filter(source -> !isSeenLater(stage, source))
                        .map(source -> arguments(stage, source)));
    }

    /**
     * A difference on purpose. A pulled source is asked only when an item is needed, so its failure or its end shows
     * late. A source behind a prefetch is asked ahead, and its failure overtakes the items before it.
     */
    private static boolean isSeenLater(String stage, String source) {
        return stage.equals("flatMap in order, the last")
                        && (source.endsWith("fails") || source.endsWith("a result") || source.endsWith("filtered out"))
                || stage.startsWith("zip") && source.equals("fromIterable that fails");
    }

    @Tag("case-39")
    @ParameterizedTest(name = "{0} of {1}")
    @MethodSource("pairs")
    void aShorterWayGivesTheSameSignals(String stage, String source) {
        for (int step : new int[] {1, 2, 3, 1_000}) {
            assertEquals(
                    signals(stage, source, Many::hide, step, Integer.MAX_VALUE),
                    signals(stage, source, many -> many, step, Integer.MAX_VALUE),
                    () -> "with demand for " + step + " at a time");
        }
    }

    @Tag("case-39")
    @ParameterizedTest(name = "{0} of {1}")
    @MethodSource("pairs")
    void aShorterWayGivesTheSameSignalsUpToACancellation(String stage, String source) {
        for (int last = 0; last < 6; last++) {
            assertEquals(
                    signals(stage, source, Many::hide, 1, last), signals(stage, source, many -> many, 1, last));
        }
    }

    /** Returns the signals after each demand of {@code step} items. Cancels after {@code times} demands. */
    private static List<Object> signals(
            String stage, String source, UnaryOperator<Many<Integer>> change, int step, int times) {
        StepScheduler scheduler = new StepScheduler();
        Probe<Object> probe = new Probe<>();
        Many<?> stream = stages().get(stage).apply(() -> change.apply(sources().get(source).get()));
        Egress.serve(probe, stream, scheduler);
        scheduler.runAll();
        List<Object> seen = new ArrayList<>();
        for (int i = 0; i < Math.min(times, 20); i++) {
            probe.request(step);
            scheduler.runAll();
            seen.add(texts(probe));
        }
        probe.cancel();
        scheduler.runAll();
        seen.add(texts(probe));
        assertEquals(0, scheduler.liveCount());
        return seen;
    }

    private static List<String> texts(Probe<?> probe) {
        return probe.signals().stream().map(String::valueOf).toList();
    }

    @Test
    void aSourceThatCancelsWhileItsEndIsLookedForIsClosed() {
        for (Flatten options : List.of(
                Flatten.concurrency(1),
                Flatten.concurrency(2),
                Flatten.concurrency(2).ordered())) {
            StepScheduler scheduler = new StepScheduler();
            Probe<Object> probe = new Probe<>();
            AtomicInteger closed = new AtomicInteger();
            Many<Integer> source = Many.fromStream(() -> Stream.iterate(1, i -> i < 9, i -> {
                        probe.cancel();
                        return i + 1;
                    })
                    .onClose(closed::incrementAndGet));
            Egress.serve(probe, Many.range(0, 3).flatMap(i -> source, options), scheduler);
            probe.request(1);
            scheduler.runAll();
            assertEquals(List.of(1), probe.signals());
            assertEquals(1, closed.get(), options::toString);
            assertEquals(0, scheduler.liveCount());
        }
    }
}
