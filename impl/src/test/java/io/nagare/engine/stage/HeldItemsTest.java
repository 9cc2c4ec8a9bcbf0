package io.nagare.engine.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.nagare.Grouped;
import io.nagare.Many;
import io.nagare.One;
import io.nagare.Task;
import io.nagare.Unfolded;
import io.nagare.engine.scheduler.step.StepScheduler;
import io.nagare.engine.strand.Probe;
import io.nagare.engine.strand.crossing.Egress;
import io.nagare.policy.Flatten;
import io.nagare.policy.Grouping;
import io.nagare.stage.Programs;
import io.nagare.stage.Stage;
import io.nagare.sync.JoinSet;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;

/** An operator holds items from upstream when its stream ends without them. It discards each of them once. */
class HeldItemsTest {

    private final StepScheduler scheduler = new StepScheduler();
    private final List<Integer> lost = new ArrayList<>();

    /** Operators, each with the items that it holds after the items 1 to 3. */
    private static Map<Function<Many<Integer>, Publisher<?>>, List<Integer>> holding() {
        Map<Function<Many<Integer>, Publisher<?>>, List<Integer>> operators = new LinkedHashMap<>();
        operators.put(m -> m.takeLast(2), List.of(2, 3));
        operators.put(m -> m.skipLast(2), List.of(2, 3));
        operators.put(Many::collectList, List.of(1, 2, 3));
        operators.put(m -> m.filter(i -> i == 1).singleOrEmpty(), List.of(1));
        operators.put(Many::last, List.of(3));
        operators.put(m -> m.reduce((a, b) -> a), List.of(1));
        operators.put(HeldItemsTest::pairs, List.of(3));
        return operators;
    }

    /** A user's own step that says which items it holds. */
    private static Many<List<Integer>> pairs(Many<Integer> source) {
        return source.as(upstream -> Programs.many(
                upstream,
                new Stage.Gather<ArrayDeque<Integer>, Integer, List<Integer>>(
                        ArrayDeque::new,
                        (state, item, output) -> {
                            if (state.isEmpty()) {
                                state.add(item);
                            } else {
                                output.emit(List.of(state.remove(), item));
                            }
                        },
                        (state, output) -> {},
                        true,
                        state -> state)));
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

    private Many<Integer> three(Many<Integer> end) {
        return Many.range(1, 3).concatWith(end);
    }

    /** Returns the stream with {@code doOnDiscard} behind the operator. */
    private Many<Object> watched(Publisher<?> stream) {
        return Many.<Object>from(stream).doOnDiscard(Integer.class, lost::add);
    }

    @Test
    void whenTheSubscriberCancels() {
        holding().forEach((operator, held) -> {
            lost.clear();
            Probe<Object> probe = start(watched(operator.apply(three(Many.never()))), Long.MAX_VALUE);
            assertEquals(List.of(), lost);
            probe.cancel();
            probe.cancel();
            scheduler.runAll();
            assertEquals(held, lost);
        });
    }

    @Test
    void whenUpstreamFails() {
        IllegalStateException failure = new IllegalStateException("upstream");
        holding().forEach((operator, held) -> {
            lost.clear();
            Probe<Object> probe = start(watched(operator.apply(three(Many.error(failure)))), Long.MAX_VALUE);
            assertSame(failure, probe.signals().get(probe.signals().size() - 1));
            assertEquals(held, lost);
        });
    }

    @Test
    void butNotWhatWasDelivered() {
        List<List<Object>> taken = new ArrayList<>();
        holding().keySet().forEach(operator -> {
            Probe<Object> probe = start(watched(operator.apply(Many.range(1, 4))), Long.MAX_VALUE);
            probe.cancel();
            taken.add(probe.signals());
        });
        assertEquals(List.of(), lost);
        assertEquals(List.of(3, 4, "complete"), taken.get(0));
    }

    @Test
    void whenTheResultIsRefused() {
        Many<Integer> two = Many.range(1, 2);
        start(watched(two.singleOrEmpty()), 1);
        assertEquals(List.of(1, 2), lost);
        lost.clear();
        start(watched(two.reduce((a, b) -> null)), 1);
        assertEquals(List.of(1), lost);
    }

    @Test
    void whenTheStepEndsTheStream() {
        start(
                watched(Many.range(1, 9)
                        .as(upstream -> Programs.many(
                                upstream,
                                new Stage.Gather<List<Integer>, Integer, Integer>(
                                        ArrayList::new,
                                        (state, item, output) -> {
                                            state.add(item);
                                            if (item == 2) {
                                                output.complete();
                                                output.emit(7);
                                            }
                                        },
                                        (state, output) -> {},
                                        false,
                                        state -> state)))),
                1);
        assertEquals(List.of(7, 1, 2), lost);
    }

    @Test
    void whenAFunctionThatOnlyLooksAtItemsFails() {
        Map<String, Function<Many<Integer>, Publisher<?>>> operators = new LinkedHashMap<>();
        operators.put("filter", m -> m.filter(HeldItemsTest::failAtTwo));
        operators.put("filterWhen", m -> m.filterWhen(i -> One.just(failAtTwo(i))));
        operators.put("delayUntil", m -> m.delayUntil(i -> One.just(failAtTwo(i))));
        operators.put("takeWhile", m -> m.takeWhile(HeldItemsTest::failAtTwo));
        operators.put("skipWhile", m -> m.skipWhile(HeldItemsTest::failAtTwo));
        operators.put("distinct", m -> m.distinct(HeldItemsTest::failAtTwo, HashSet::new));
        operators.put("distinctUntilChanged", m -> m.distinctUntilChanged(HeldItemsTest::failAtTwo));
        operators.put("doOnNext", m -> m.doOnNext(HeldItemsTest::failAtTwo));
        operators.put("bufferUntil", m -> m.bufferUntil(HeldItemsTest::failAtTwo));
        operators.put("windowUntil", m -> m.windowUntil(HeldItemsTest::failAtTwo).concatMap(w -> w));
        operators.put(
                "groupBy", m -> m.groupBy(HeldItemsTest::failAtTwo, Grouping.atMost(9)).flatMap(Grouped::items));
        operators.put("mapPartitioned", m -> m.mapPartitioned(1, HeldItemsTest::failAtTwo, One::just));
        operators.forEach((name, operator) -> {
            lost.clear();
            start(watched(operator.apply(Many.range(1, 1).concatWith(Many.just(2)))), Long.MAX_VALUE);
            assertEquals(List.of(2), lost, name);
        });
    }

    private static boolean failAtTwo(int item) {
        if (item == 2) {
            throw new IllegalStateException("planted");
        }
        return true;
    }

    @Test
    void whenAFunctionThatOnlyLooksAtItemsCancels() {
        AtomicReference<Probe<Object>> subscriber = new AtomicReference<>(new Probe<>());
        Egress.serve(
                subscriber.get(),
                watched(Many.range(1, 9).takeWhile(i -> {
                    subscriber.get().cancel();
                    return true;
                })),
                scheduler);
        subscriber.get().request(5);
        scheduler.runAll();
        assertEquals(List.of(1), lost);
    }

    @Test
    void whatIsInAStepOfUnfoldAsync() {
        Many<Unfolded<Integer, Integer>> step = Many.just(new Unfolded<>(1, 7));
        Probe<Object> probe = start(watched(step.filterWhen(unfolded -> One.never())), 1);
        probe.cancel();
        scheduler.runAll();
        assertEquals(List.of(7), lost);
    }

    @Test
    void whatIsInAResultOfAJoinSet() {
        JoinSet<Integer> tasks = JoinSet.create();
        Task<Integer> task = tasks.spawn(One.just(7));
        task.block();
        Probe<Object> probe = start(watched(tasks.results().filterWhen(result -> One.never())), 1);
        probe.cancel();
        scheduler.runAll();
        assertEquals(List.of(7), lost);
    }

    /** Two keys share one bucket of a map. */
    private record Key(int number) {

        @Override
        public int hashCode() {
            if (number == 2) {
                throw new IllegalStateException("planted");
            }
            return 1;
        }
    }

    @Test
    void whenAKeyFailsToHash() {
        Map<String, Function<Many<Integer>, Publisher<?>>> operators = new LinkedHashMap<>();
        operators.put("groupBy", m -> m.groupBy(Key::new, Grouping.atMost(9)).flatMap(Grouped::items));
        operators.put("mapPartitioned", m -> m.mapPartitioned(1, Key::new, One::just));
        operators.put("distinct", m -> m.distinct(Key::new, HashSet::new));
        operators.forEach((name, operator) -> {
            lost.clear();
            Probe<Object> probe = start(watched(operator.apply(Many.range(1, 1).concatWith(Many.just(2)))), 5);
            assertEquals("planted", ((Throwable) probe.signals().get(1)).getMessage(), name);
            assertEquals(List.of(2), lost, name);
        });
    }

    @Test
    void whatTakeLastEmitsAfterItsSubscriberHasGone() {
        Probe<Object> probe = start(watched(Many.range(1, 5).takeLast(3)), 1);
        assertEquals(List.of(3), probe.signals());
        probe.cancel();
        scheduler.runAll();
        assertEquals(List.of(4, 5), lost);
        lost.clear();
        List<Integer> taken = new ArrayList<>();
        start(watched(Many.range(1, 5).takeLast(3)).take(1).doOnNext(item -> taken.add((Integer) item)), 9);
        assertEquals(List.of(3), taken);
        assertEquals(List.of(4, 5), lost);
    }

    @Test
    void whatAnInnerPublisherHasEmittedBeforeItFails() {
        Many<Integer> failing = Many.range(1, 3).concatWith(Many.error(new IllegalStateException("planted")));
        for (Flatten options : List.of(Flatten.concurrency(2), Flatten.concurrency(2).ordered())) {
            Probe<Object> probe = start(watched(Many.just(0).hide().flatMap(i -> failing.hide(), options)), 1);
            assertEquals(1, probe.signals().get(0));
            assertEquals(List.of(2, 3), lost);
            lost.clear();
        }
    }

    @Test
    void anItemWhosePublisherFailsAsMoreIsRequestedOfIt() {
        IllegalStateException failure = new IllegalStateException("at the third");
        Many<Integer> inner = Many.range(1, 3).map(i -> {
            if (i == 3) {
                throw failure;
            }
            return i;
        });
        Probe<Object> probe = start(
                watched(Many.range(0, 1).flatMap(i -> inner, Flatten.concurrency(2).prefetch(1))), 1);
        probe.request(1);
        scheduler.runAll();
        assertEquals(List.of(1, failure), probe.signals());
        assertEquals(List.of(2), lost);
    }

    @Test
    void onceAlsoIfItFailsAndIsThenCancelledBeforeAllWasTaken() {
        Many<Integer> failing = three(Many.error(new IllegalStateException("planted")));
        Many<Integer> twice = failing.as(upstream -> Programs.many(
                upstream,
                new Stage.Gather<List<Integer>, Integer, Integer>(
                        ArrayList::new,
                        (state, item, output) -> {
                            state.add(-item);
                            output.emit(item);
                            output.emit(item);
                        },
                        (state, output) -> {},
                        true,
                        state -> state)));
        Probe<Object> probe = start(watched(twice), 5);
        assertEquals(List.of(1, 1, 2, 2, 3), probe.signals());
        assertEquals(List.of(-1, -2, -3), lost);
        probe.cancel();
        scheduler.runAll();
        assertEquals(List.of(-1, -2, -3, 3), lost);
    }

    @Test
    void nothingFollowsACancellationAtTheEnd() {
        List<String> ends = new ArrayList<>();
        AtomicReference<Probe<Object>> subscriber = new AtomicReference<>(new Probe<>());
        Many<Object> stream = watched(Many.range(1, 2)
                .as(upstream -> Programs.many(upstream, new Stage.Gather<List<Integer>, Integer, Integer>(
                        ArrayList::new,
                        (state, item, output) -> state.add(item),
                        (state, output) -> subscriber.get().cancel(),
                        false,
                        state -> state)))
                .doOnComplete(() -> ends.add("complete"))
                .doOnCancel(() -> ends.add("cancelled")));
        Egress.serve(subscriber.get(), stream, scheduler);
        subscriber.get().request(1);
        scheduler.runAll();
        assertEquals(List.of("cancelled"), ends);
        assertEquals(List.of(1, 2), lost);
    }
}
