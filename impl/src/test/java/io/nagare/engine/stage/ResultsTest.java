package io.nagare.engine.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.nagare.Many;
import io.nagare.One;
import io.nagare.engine.scheduler.step.StepScheduler;
import io.nagare.engine.strand.Probe;
import io.nagare.engine.strand.crossing.Egress;
import io.nagare.failure.NoValueException;
import io.nagare.failure.TooManyItemsException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;

/** Operators that make one result of a stream, and operators of a {@link One}. */
class ResultsTest {

    private final StepScheduler scheduler = new StepScheduler();

    private List<Object> all(Publisher<?> stream) {
        Probe<Object> probe = new Probe<>();
        Egress.serve(probe, Many.<Object>from(stream), scheduler);
        probe.request(Long.MAX_VALUE);
        scheduler.runAll();
        return probe.signals();
    }

    @Test
    void eachEmitsWhatItsDocumentationSays() {
        Many<Integer> some = Many.range(1, 4);
        Many<Integer> none = Many.empty();
        assertEquals(List.of(7, "complete"), all(Many.just(7).singleOrEmpty()));
        assertEquals(List.of("complete"), all(none.singleOrEmpty()));
        assertEquals(List.of(7, "complete"), all(Many.just(7).single()));
        assertEquals(List.of(3, "complete"), all(some.elementAt(2)));
        assertEquals(List.of("complete"), all(some.elementAt(4)));
        assertEquals(List.of(true, "complete"), all(some.hasElements()));
        assertEquals(List.of(false, "complete"), all(none.hasElements()));
        assertEquals(List.of(true, "complete"), all(some.any(i -> i == 3)));
        assertEquals(List.of(false, "complete"), all(some.any(i -> i == 9)));
        assertEquals(List.of(false, "complete"), all(none.any(i -> true)));
        assertEquals(List.of(true, "complete"), all(some.all(i -> i < 9)));
        assertEquals(List.of(false, "complete"), all(some.all(i -> i < 3)));
        assertEquals(List.of(true, "complete"), all(none.all(i -> false)));
        assertEquals(List.of(true, "complete"), all(some.contains(2)));
        assertEquals(List.of(false, "complete"), all(some.contains(9)));
        assertEquals(List.of(11, "complete"), all(some.reduceWith(() -> 1, Integer::sum)));
        assertEquals(List.of(1, "complete"), all(none.reduceWith(() -> 1, Integer::sum)));
        assertEquals(
                List.of(Map.of(true, List.of(2, 4), false, List.of(1, 3)), "complete"),
                all(some.collect(Collectors.partitioningBy(i -> i % 2 == 0))));
        assertEquals(List.of("x", "complete"), all(some.thenReturn("x")));
    }

    @Test
    void singleNeedsAnItem() {
        assertEquals(
                "single expects one item, but there was none; singleOrEmpty() allows that",
                assertInstanceOf(NoValueException.class, all(Many.empty().single()).get(0)).getMessage());
    }

    @Test
    void aSecondItemIsOneTooManyForSingle() {
        List<Object> seen = new ArrayList<>();
        Many<Integer> source = Many.range(1, 9).doOnNext(seen::add).doOnRequest(n -> seen.add("request " + n));
        List<Object> signals = all(source.single());
        assertEquals(1, signals.size());
        assertEquals(
                "single expects one item at the most, but there was another",
                assertInstanceOf(TooManyItemsException.class, signals.get(0)).getMessage());
        assertEquals(List.of("request 2", 1, 2), seen);
    }

    @Test
    void whatIsKnownEarlyCancelsUpstream() {
        Map<String, Function<Many<Integer>, One<Boolean>>> operators = Map.of(
                "hasElements", Many::hasElements,
                "any", m -> m.any(i -> i == 0),
                "all", m -> m.all(i -> i > 0),
                "contains", m -> m.contains(0));
        operators.forEach((name, operator) -> {
            List<Object> seen = new ArrayList<>();
            all(operator.apply(Many.range(0, 9).doOnNext(seen::add).doOnCancel(() -> seen.add("cancelled"))));
            assertEquals(List.of(0, "cancelled"), seen, name);
        });
    }

    @Test
    void aOneHasTheSame() {
        One<Integer> one = One.just(3);
        One<Integer> none = One.empty();
        assertEquals(List.of(true, "complete"), all(one.hasElement()));
        assertEquals(List.of(false, "complete"), all(none.hasElement()));
        assertEquals(List.of(4, "complete"), all(one.mapNotNull(i -> i + 1)));
        assertEquals(List.of("complete"), all(one.mapNotNull(i -> null)));
        assertEquals(List.of(3, "complete"), all(one.cast(Number.class)));
        assertEquals(List.of("complete"), all(one.ofType(String.class)));
        assertEquals(List.of("3", "complete"), all(one.transform(o -> o.map(i -> "" + i))));
        assertEquals(List.of("3", "complete"), all(one.transformDeferred(o -> o.map(i -> "" + i))));
    }

    @Test
    void whatIsMissingCanBeAFailure() {
        IllegalStateException missing = new IllegalStateException("missing");
        assertEquals(List.of(missing), all(One.empty().orError(() -> missing)));
        assertEquals(List.of(missing), all(Many.empty().orError(() -> missing)));
        assertEquals(List.of(1, "complete"), all(One.just(1).orError(() -> missing)));
        assertEquals(List.of(1, 2, "complete"), all(Many.just(1, 2).orError(() -> missing)));
    }

    @Test
    void doOnSuccessIsToldOnce() {
        List<Object> seen = new ArrayList<>();
        all(One.just(1).doOnSuccess(seen::add));
        all(One.empty().doOnSuccess(item -> seen.add("none: " + item)));
        all(One.error(new IllegalStateException()).doOnSuccess(seen::add));
        assertEquals(List.of(1, "none: null"), seen);
    }
}
