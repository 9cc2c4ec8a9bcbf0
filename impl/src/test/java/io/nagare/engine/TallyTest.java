package io.nagare.engine;

import io.nagare.Indexed;
import io.nagare.Many;
import io.nagare.One;
import io.nagare.engine.stage.Tally;
import io.nagare.policy.Flatten;
import io.nagare.policy.MissedTick;
import io.nagare.policy.Overflow;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Operators that let every item through, cancelled and failed at every step. Each item is delivered or discarded, once.
 * Operators that drop items on purpose, such as {@code filter}, have tests of their own. So have operators with a list,
 * a timer or a resource.
 */
class TallyTest {

    static Stream<Arguments> operators() {
        return Stream.of(
                items("map", m -> m.map(i -> i)),
                items("handle", m -> m.<Integer>handle((i, output) -> output.emit(i))),
                items(
                        "gather",
                        m -> m.<Integer, Integer>gather(() -> 0, (s, i, output) -> output.emit(i), (s, output) -> {})),
                items("mapMulti", m -> m.<Integer>mapMulti((i, output) -> output.emit(i))),
                items("hide", Many::hide),
                items("named", m -> m.named("tally")),
                items("doOnNext", m -> m.doOnNext(i -> {})),
                items("doFinally", m -> m.doFinally(end -> {})),
                items("flatMap", m -> Many.just(m)
                        .flatMap(inner -> inner, Flatten.concurrency(2).prefetch(2))),
                items("flatMap in order", m -> Many.just(m, m.take(0))
                        .flatMap(inner -> inner, Flatten.concurrency(3).ordered())),
                items("concatMap", m -> Many.just(m).concatMap(inner -> inner)),
                items("exhaustMap", m -> Many.just(m).exhaustMap(inner -> inner)),
                items("switchMap", m -> Many.just(m).switchMap(inner -> inner)),
                items("merge", m -> m.mergeWith(Many.never())),
                items("concat", m -> Many.concat(m, Many.never())),
                items("startWith", m -> m.startWith(Many.empty())),
                items(
                        "zip",
                        m -> m.zipWith(Many.range(0, 100).map(String::valueOf).hide(), (item, other) -> item)),
                items("zip with an iterable", m -> m.zipWith(List.of("a", "b", "c"), (item, other) -> item)),
                items("limitRate", m -> m.limitRate(3)),
                items("onOverflow", m -> m.onOverflow(Overflow.fail(4))),
                items("onOverflow, oldest", m -> m.onOverflow(Overflow.dropOldest(2))),
                items("onOverflow, newest", m -> m.onOverflow(Overflow.dropNewest(2))),
                items("throttle", m -> m.throttle(1, Duration.ofMillis(1))),
                items("filterWhen", m -> m.filterWhen(i -> One.just(true))),
                items("delayUntil", m -> m.delayUntil(i -> One.delay(Duration.ofMillis(1)))),
                items("takeUntil", m -> m.takeUntil(Many.never())),
                items("skipUntil", m -> m.skipUntil(Many.empty())),
                items("onErrorResume", m -> m.onErrorResume(failure -> Many.empty())),
                items("onErrorComplete", Many::onErrorComplete),
                items("switchIfEmpty", m -> m.switchIfEmpty(Many::empty)),
                items("repeat", m -> m.repeat(0)),
                items("retry", m -> m.retry(0)),
                items("delaySubscription", m -> m.delaySubscription(Duration.ZERO)),
                items("timeout", m -> m.timeout(Duration.ofMinutes(5))),
                items("switchOnFirst", m -> m.switchOnFirst((first, stream) -> stream)),
                items("withLatestFrom", m -> m.withLatestFrom(Many.just("other"), (item, other) -> item)),
                items(
                        "interval beside",
                        m -> m.mergeWith(Many.interval(Duration.ofDays(1), Duration.ofDays(1), MissedTick.SKIP)
                                .map(Long::intValue))),
                items("contextWrite", m -> m.doOnDiscard(String.class, text -> {})),
                Arguments.of("index", (Function<Many<Integer>, Many<Indexed<Integer>>>) Many::index, (Function<
                                Indexed<Integer>, Collection<Integer>>)
                        indexed -> List.of(indexed.item())),
                Arguments.of(
                        "collectList",
                        (Function<Many<Integer>, Many<List<Integer>>>)
                                m -> m.collectList().toMany(),
                        (Function<List<Integer>, Collection<Integer>>) list -> list),
                Arguments.of("buffer", (Function<Many<Integer>, Many<List<Integer>>>) m -> m.buffer(3), (Function<
                                List<Integer>, Collection<Integer>>)
                        list -> list));
    }

    private static Arguments items(String name, Function<Many<Integer>, Many<Integer>> operator) {
        Function<Integer, Collection<Integer>> itself = List::of;
        return Arguments.of(name, operator, itself);
    }

    @Tag("case-16")
    @ParameterizedTest(name = "{0}")
    @MethodSource("operators")
    <R> void everyItemIsDeliveredOrDiscardedOnce(
            String name, Function<Many<Integer>, Many<R>> operator, Function<R, Collection<Integer>> itemsOf) {
        Tally.check(operator, itemsOf);
    }
}
