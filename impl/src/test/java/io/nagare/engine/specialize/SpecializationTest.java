package io.nagare.engine.specialize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.nagare.Many;
import io.nagare.One;
import io.nagare.engine.scheduler.step.StepScheduler;
import io.nagare.engine.strand.Probe;
import io.nagare.engine.strand.crossing.Egress;
import io.nagare.failure.StageTrace;
import io.nagare.stage.Programs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivestreams.Publisher;

/** A busy place gets a class of its own. The copy does the same as its original class. */
class SpecializationTest {

    private static final int SUBSCRIPTIONS = 3 * Specialization.SUBSCRIPTIONS;

    private final StepScheduler scheduler = new StepScheduler();
    private final List<Class<?>> downstreams = new ArrayList<>();

    private final Many<Integer> watched = Programs.driven((downstream, strand) -> {
        downstreams.add(downstream.getClass());
        strand.attach(Many.range(1, 10), downstream);
    });

    private List<Object> signals(Publisher<?> stream, long demand) {
        Probe<Object> probe = new Probe<>();
        Egress.serve(probe, Many.from(stream), scheduler);
        probe.request(demand);
        scheduler.runAll();
        probe.request(Long.MAX_VALUE);
        scheduler.runAll();
        return probe.signals();
    }

    private Class<?> lastDownstream() {
        return downstreams.get(downstreams.size() - 1);
    }

    static Stream<Arguments> copiedStages() {
        return Stream.of(
                stage("MapSubscriber", many -> many.map(i -> i * 2)),
                stage("FilterSubscriber", many -> many.filter(i -> i % 2 == 0)),
                stage("TakeSubscriber", many -> many.take(3)),
                stage("SkipSubscriber", many -> many.skip(3)),
                stage("GatherSubscriber", many -> many.scan(0, Integer::sum)),
                stage("ExpandingGatherSubscriber", many -> many.<Integer>mapMulti((i, output) -> {
                    output.emit(i);
                    output.emit(-i);
                })),
                stage("FlatMapSubscriber", many -> many.flatMap(i -> Many.range(i, 3))),
                stage("FlatMapSubscriber", many -> many.flatMap(i -> Many.range(i, 3).hide())),
                stage("ConcatMapSubscriber", many -> many.concatMap(i -> Many.range(i, 3))),
                stage("ConcatMapSubscriber", many -> many.concatMap(i -> Many.range(i, 3).hide())),
                stage("FlatMapIterableSubscriber", many -> many.flatMapIterable(i -> List.of(i, i + 1, i + 2))),
                stage("TapSubscriber", many -> many.doOnNext(i -> {})),
                stage("CollectSubscriber", many -> many.collect(Collectors.toList())));
    }

    private static Arguments stage(String subscriber, Function<Many<Integer>, Publisher<?>> operator) {
        return arguments(subscriber, operator);
    }

    @Tag("case-39")
    @ParameterizedTest
    @MethodSource("copiedStages")
    void aBusyPlaceGetsItsOwnClassWhichEmitsTheSame(String subscriber, Function<Many<Integer>, Publisher<?>> operator) {
        List<Object> expected = signals(operator.apply(watched), 2);
        for (int i = 0; i < SUBSCRIPTIONS; i++) {
            assertEquals(expected, signals(operator.apply(watched), 2));
        }
        assertTrue(lastDownstream().isHidden(), () -> lastDownstream() + " is shared");
        assertTrue(lastDownstream().getSimpleName().startsWith(subscriber + "/"));
    }

    @Test
    void twoPlacesOfOneOperatorHaveTwoClasses() {
        List<Class<?>> classes = new ArrayList<>();
        for (Function<Integer, Integer> mapper : List.<Function<Integer, Integer>>of(i -> i + 1, i -> i + 2)) {
            for (int i = 0; i < SUBSCRIPTIONS; i++) {
                signals(watched.map(mapper), 2);
            }
            classes.add(lastDownstream());
        }
        assertNotSame(classes.get(0), classes.get(1));
    }

    @Test
    void onePlaceWithTwoKindsOfDownstreamHasTwoClasses() {
        Many<Integer> mapped = watched.map(i -> i + 1);
        List<Class<?>> classes = new ArrayList<>();
        for (Publisher<?> stream : List.of(mapped.take(3), mapped.skip(3))) {
            for (int i = 0; i < SUBSCRIPTIONS; i++) {
                signals(stream, 2);
            }
            classes.add(lastDownstream());
        }
        assertNotSame(classes.get(0), classes.get(1));
    }

    @ParameterizedTest
    @MethodSource("sources")
    void aSourceInFrontOfABusyPlaceEmitsTheSame(Many<Integer> source) {
        Many<Integer> stream = source.map(i -> i * 3).take(5);
        List<Object> expected = signals(stream, 2);
        for (int i = 0; i < SUBSCRIPTIONS; i++) {
            assertEquals(expected, signals(stream, 2));
        }
    }

    static Stream<Many<Integer>> sources() {
        return Stream.of(Many.range(1, 10), Many.fromIterable(List.of(1, 2, 3, 4, 5, 6)));
    }

    @Test
    void aOneHasNoClassOfItsOwnAsItHasButOneItem() {
        One<Integer> one = Programs.drivenOne((downstream, strand) -> {
            downstreams.add(downstream.getClass());
            strand.attach(One.just(1), downstream);
        });
        One<Integer> mapped = one.map(i -> i + 1);
        for (int i = 0; i < SUBSCRIPTIONS; i++) {
            signals(mapped, 1);
        }
        assertFalse(lastDownstream().isHidden());
    }

    @Test
    void aFailureInAPlaceOfItsOwnNamesTheStage() {
        Many<Integer> stream = watched.map(i -> {
                    if (i == 2) {
                        throw new IllegalStateException("odd");
                    }
                    return i;
                })
                .named("orders");
        for (int i = 0; i < SUBSCRIPTIONS; i++) {
            List<Object> signals = signals(stream, 5);
            Throwable failure = (Throwable) signals.get(1);
            String trace = Arrays.stream(failure.getSuppressed())
                    .filter(StageTrace.class::isInstance)
                    .findFirst()
                    .orElseThrow()
                    .getMessage();
            assertTrue(trace.contains("map"), trace);
            assertFalse(trace.contains("/"), trace);
        }
        assertTrue(lastDownstream().isHidden());
    }
}
