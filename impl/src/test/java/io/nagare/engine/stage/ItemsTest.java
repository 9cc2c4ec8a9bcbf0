package io.nagare.engine.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.nagare.Indexed;
import io.nagare.Many;
import io.nagare.engine.scheduler.step.StepScheduler;
import io.nagare.engine.strand.Probe;
import io.nagare.engine.strand.crossing.Egress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;

/** Operators that handle one item after the other. */
class ItemsTest {

    private final StepScheduler scheduler = new StepScheduler();

    private List<Object> all(Publisher<?> stream) {
        return start(stream, Long.MAX_VALUE).signals();
    }

    private <T> Probe<T> start(Publisher<T> stream, long demand) {
        Probe<T> probe = new Probe<>();
        Egress.serve(probe, stream, scheduler);
        if (demand > 0) {
            probe.request(demand);
        }
        scheduler.runAll();
        return probe;
    }

    private static Many<String> words() {
        return Many.just("a", "bb", "cc", "d", "a");
    }

    @Test
    void eachEmitsWhatItsDocumentationSays() {
        assertEquals(List.of(0, 0, 1, -1, "complete"), all(Many.range(0, 2).mapMulti((i, output) -> {
            output.emit(i);
            output.emit(-i);
        })));
        assertEquals(List.of(0, 4, "complete"), all(Many.range(0, 4).mapNotNull(i -> i % 2 == 0 ? 2 * i : null)));
        assertEquals(List.of(1, 2, "complete"), all(Many.<Object>just(1, "x", 2).ofType(Integer.class)));
        assertEquals(
                List.of(new Indexed<>(0, "a"), new Indexed<>(1, "bb"), "complete"), all(words().take(2).index()));
        assertEquals(List.of(1, 3, 6, "complete"), all(Many.range(1, 3).scan(Integer::sum)));
        assertEquals(List.of("-a", "-abb", "complete"), all(words().take(2).scanWith(() -> "-", String::concat)));
        assertEquals(List.of("a", "bb", "complete"), all(words().takeUntilItem(word -> word.length() == 2)));
        assertEquals(List.of("bb", "cc", "d", "a", "complete"), all(words().skipWhile(word -> word.length() < 2)));
        assertEquals(List.of(1, 2, 1, "complete"), all(Many.just(1, 1, 2, 2, 1).distinctUntilChanged()));
        assertEquals(List.of("a", "bb", "d", "complete"), all(words().distinctUntilChanged(String::length)));
        assertEquals(List.of("a", "bb", "cc", "d", "complete"), all(words().distinct(HashSet::new)));
        assertEquals(List.of("a", "bb", "complete"), all(words().distinct(String::length, HashSet::new)));
        assertEquals(List.of(1, 2, "complete"), all(Many.range(0, 2).transform(m -> m.map(i -> i + 1))));
    }

    @Test
    void theLastOnesAreKeptOrDropped() {
        Many<Integer> source = Many.range(0, 5);
        assertEquals(List.of(3, 4, "complete"), all(source.takeLast(2)));
        assertEquals(List.of(0, 1, 2, 3, 4, "complete"), all(source.takeLast(9)));
        assertEquals(List.of("complete"), all(source.takeLast(0)));
        assertEquals(List.of(0, 1, 2, "complete"), all(source.skipLast(2)));
        assertEquals(List.of("complete"), all(source.skipLast(9)));
        assertEquals(List.of(0, 1, 2, 3, 4, "complete"), all(source.skipLast(0)));
        Probe<Integer> probe = start(source.takeLast(3), 1);
        assertEquals(List.of(2), probe.signals());
        probe.request(2);
        scheduler.runAll();
        assertEquals(List.of(2, 3, 4, "complete"), probe.signals());
    }

    @Test
    void nothingComesOfNothing() {
        Many<String> none = Many.empty();
        Map<String, Publisher<?>> streams = new LinkedHashMap<>();
        streams.put("mapMulti", none.mapMulti((i, output) -> output.emit(i)));
        streams.put("index", none.index());
        streams.put("scan", none.scan(String::concat));
        streams.put("scanWith", none.scanWith(() -> "", String::concat));
        streams.put("takeUntilItem", none.takeUntilItem(i -> true));
        streams.put("skipWhile", none.skipWhile(i -> false));
        streams.put("distinctUntilChanged", none.distinctUntilChanged());
        streams.forEach((name, stream) -> assertEquals(List.of("complete"), start(stream, 0).signals(), name));
    }

    /** A dropped item must not use up demand. Otherwise a subscriber that counts its items would wait for ever. */
    @Test
    void oneUnitOfDemandGivesOneItem() {
        Map<String, Function<Many<Integer>, Publisher<?>>> operators = new LinkedHashMap<>();
        operators.put("mapMulti", m -> m.mapMulti((i, output) -> {
            if (i % 2 == 1) {
                output.emit(i);
            }
        }));
        operators.put("mapNotNull", m -> m.mapNotNull(i -> i % 2 == 1 ? i : null));
        operators.put("ofType", m -> m.<Object>map(i -> i % 2 == 1 ? i : "even").ofType(Integer.class));
        operators.put("skipWhile", m -> m.skipWhile(i -> i < 1));
        operators.put("distinctUntilChanged", m -> m.map(i -> i / 2 * 2 + 1).distinctUntilChanged());
        operators.put("distinct", m -> m.map(i -> i / 2 * 2 + 1).distinct(HashSet::new));
        operators.forEach((name, operator) -> {
            Probe<?> probe = start(operator.apply(Many.range(0, 100)), 0);
            assertEquals(List.of(), probe.signals(), name);
            probe.request(1);
            scheduler.runAll();
            assertEquals(List.of(1), probe.signals(), name);
            probe.request(1);
            scheduler.runAll();
            assertEquals(2, probe.signals().size(), name);
            probe.cancel();
        });
    }

    @Test
    void eachSubscriptionHasAStateOfItsOwn() {
        Many<Integer> source = Many.just(1, 1, 2);
        List<Publisher<?>> streams = List.of(
                source.index(),
                source.scan(Integer::sum),
                source.scanWith(ArrayList<Integer>::new, (list, i) -> {
                    list.add(i);
                    return list;
                }),
                source.skipWhile(i -> i == 1),
                source.distinctUntilChanged(),
                source.distinct(HashSet::new));
        for (Publisher<?> stream : streams) {
            assertEquals(all(stream).toString(), all(stream).toString());
        }
    }

    @Test
    void theSetOfDistinctMayForget() {
        Set<Integer> forgetful = new HashSet<>() {
            private static final long serialVersionUID = 1L;

            @Override
            public boolean add(Integer item) {
                if (size() == 2 && !contains(item)) {
                    clear();
                }
                return super.add(item);
            }
        };
        assertEquals(List.of(1, 2, 3, 1, "complete"), all(Many.just(1, 2, 2, 3, 1).distinct(() -> forgetful)));
    }

    @Test
    void anItemOfAnotherTypeFailsTheCast() {
        List<Object> signals = all(Many.<Object>just(1, "x", 2).cast(Integer.class));
        assertEquals(1, signals.get(0));
        assertInstanceOf(ClassCastException.class, signals.get(1));
    }

    @Test
    void takeUntilItemRequestsNothingAfterItsLast() {
        List<Object> seen = new ArrayList<>();
        assertEquals(
                List.of(0, 1, "complete"),
                all(Many.range(0, 9)
                        .doOnNext(seen::add)
                        .doOnCancel(() -> seen.add("cancelled"))
                        .takeUntilItem(i -> i == 1)));
        assertEquals(List.of(0, 1, "cancelled"), seen);
    }

    @Test
    void transformDeferredCallsItsFunctionForEachSubscriber() {
        int[] calls = new int[1];
        Many<Integer> stream = Many.just(7).transformDeferred(m -> m.map(i -> i + calls[0]++));
        assertEquals(0, calls[0]);
        assertEquals(List.of(7, "complete"), all(stream));
        assertEquals(List.of(8, "complete"), all(stream));
    }

    @Test
    void aHiddenConstantIsSubscribedLikeAnyOther() {
        List<String> events = new ArrayList<>();
        Many<Integer> hidden = Many.just(1).hide();
        assertEquals(List.of(1, 1, "complete"), all(Many.range(0, 2).concatMap(i -> hidden)));
        assertEquals(List.of("complete"), all(Many.empty().doOnSubscribe(() -> events.add("subscribed")).hide()));
        assertEquals(List.of("subscribed"), events);
    }

    @Test
    void sizesAreCheckedAtTheCall() {
        String message = assertThrows(IllegalArgumentException.class, () -> words().elementAt(-1)).getMessage();
        assertEquals("elementAt needs an index of at least 0, but was given -1", message);
    }
}
