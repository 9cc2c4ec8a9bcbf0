package io.nagare.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.nagare.Many;
import io.nagare.One;
import io.nagare.Signal;
import io.nagare.policy.Flatten;
import io.reactivex.rxjava3.core.Flowable;
import java.util.Comparator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The operators' page names substitutes for operators of other libraries. Each substitute does the same as the
 * operator.
 */
class SubstitutesTest {

    private static final Function<Integer, Many<Integer>> OURS =
            n -> n == 2 ? Many.concat(Many.just(20), failed(2)) : Many.just(10 * n, 10 * n + 1);
    private static final Function<Integer, Flux<Integer>> THEIRS = n -> Flux.from(OURS.apply(n));

    private static <T> Many<T> failed(int n) {
        return Many.error(() -> new IllegalStateException("no " + n));
    }

    /** Returns all signals as text. */
    private static List<String> signals(Many<?> stream) {
        return stream.materialize().<String>map(signal -> {
            if (signal instanceof Signal.Next<?> next) {
                return next.item().toString();
            }
            return signal instanceof Signal.Failed<?> failed ? failed.failure().getMessage() : "|";
        }).collectList().block();
    }

    private static void assertSame(Flux<?> theirs, Many<?> ours) {
        assertEquals(signals(Many.from(theirs)), signals(ours));
    }

    @Test
    void delayedErrors() {
        Flux<Integer> fluxes = Flux.just(1, 2, 3);
        Many<Integer> source = Many.just(1, 2, 3);
        assertSame(fluxes.concatMapDelayError(THEIRS), source.flatMap(OURS, Flatten.oneByOne().delayingErrors()));
        assertSame(
                fluxes.flatMapSequentialDelayError(THEIRS, 16, 32),
                source.flatMap(OURS, Flatten.concurrency(16).ordered().delayingErrors()));
        assertSame(
                Flux.mergeDelayError(32, THEIRS.apply(2), THEIRS.apply(3)),
                Many.just(OURS.apply(2), OURS.apply(3))
                        .flatMap(inner -> inner, Flatten.concurrency(2).delayingErrors()));
        assertSame(
                Flux.concatDelayError(THEIRS.apply(2), THEIRS.apply(3)),
                Many.just(OURS.apply(2), OURS.apply(3)).flatMap(inner -> inner, Flatten.oneByOne().delayingErrors()));
        assertSame(
                Mono.whenDelayError(THEIRS.apply(2), THEIRS.apply(3)).flux(),
                Many.just(OURS.apply(2), OURS.apply(3))
                        .flatMap(inner -> inner, Flatten.concurrency(2).delayingErrors())
                        .then()
                        .toMany());
    }

    @Test
    void severalAtATimeInOrder() {
        assertSame(
                Flux.just(3, 1, 4).flatMapSequential(THEIRS),
                Many.just(3, 1, 4).flatMap(OURS, Flatten.concurrency(16).ordered()));
        assertSame(
                Flux.mergeSequential(THEIRS.apply(1), THEIRS.apply(2)),
                Many.just(OURS.apply(1), OURS.apply(2)).flatMap(inner -> inner, Flatten.concurrency(2).ordered()));
    }

    @Test
    void severalSources() {
        Many<Integer> numbers = Many.range(1, 3);
        assertSame(
                Flux.range(1, 3).zipWithIterable(List.of("a", "b"), (n, s) -> n + s),
                numbers.zipWith(Many.fromIterable(List.of("a", "b")), (n, s) -> n + s));
        assertSame(
                Mono.just(3).zipWhen(n -> Mono.just(n + 1), Integer::sum).flux(),
                One.just(3).flatMap(x -> One.just(x + 1).map(y -> x + y)).toMany());
        assertSame(Flux.range(1, 3).startWith(0), Many.concat(Many.just(0), numbers));
        for (List<Integer> other :
                List.of(List.of(1, 2, 3), List.of(1, 2), List.of(1, 2, 3, 4), List.of(1, 2, 4), List.<Integer>of())) {
            assertEquals(
                    Flowable.sequenceEqual(Flowable.range(1, 3), Flowable.fromIterable(other)).blockingGet(),
                    Many.zip(numbers.materialize(), Many.fromIterable(other).materialize(), Object::equals)
                            .all(same -> same)
                            .block());
        }
    }

    @Test
    void ranges() {
        long from = Integer.MAX_VALUE - 1L;
        assertEquals(
                Flowable.rangeLong(from, 4).toList().blockingGet(),
                Many.fromStream(() -> LongStream.range(from, from + 4).boxed()).collectList().block());
    }

    @Test
    void streamsForItems() {
        assertEquals(
                Flowable.just(1, 2).concatMapStream(n -> Stream.of(n, -n)).toList().blockingGet(),
                Many.just(1, 2).concatMap(n -> Many.fromStream(() -> Stream.of(n, -n))).collectList().block());
    }

    @Test
    void sorted() {
        assertSame(
                Flux.just(3, 1, 2).sort(),
                Many.just(3, 1, 2)
                        .collectList()
                        .map(list -> list.stream().sorted(Comparator.naturalOrder()).toList())
                        .flatMapIterable(list -> list));
    }

    @Test
    void oneOfMany() {
        Many<Integer> none = Many.empty();
        assertEquals(Flowable.<Integer>empty().first(7).blockingGet(), none.next().defaultIfEmpty(7).block());
        for (One<Integer> result : List.of(none.next(), none.last(), none.singleOrEmpty(), none.elementAt(0))) {
            assertThrows(NoSuchElementException.class, () -> result.orError(NoSuchElementException::new).block());
        }
        assertEquals(Optional.of(7), One.just(7).map(Optional::of).defaultIfEmpty(Optional.empty()).block());
        assertEquals(Optional.empty(), One.<Integer>empty().map(Optional::of).defaultIfEmpty(Optional.empty()).block());
        assertEquals(Flux.range(1, 3).blockFirst(), Many.range(1, 3).next().block());
        assertEquals(Flux.range(1, 3).blockLast(), Many.range(1, 3).last().block());
    }

    @Test
    void aFailureOfAnItemIsLeftOut() {
        assertSame(
                Flux.just(1, 0, 2).map(n -> 2 / n).onErrorContinue((failure, item) -> {}),
                Many.just(1, 0, 2).concatMap(item -> Many.just(item).map(n -> 2 / n).onErrorComplete()));
    }

    @Test
    void depthFirst() {
        assertSame(Flux.just(1).expandDeep(n -> Flux.from(children(n))), Many.concat(Many.just(1), below(1)));
    }

    private static Many<Integer> below(int parent) {
        return children(parent).concatMap(child -> Many.concat(Many.just(child), below(child)));
    }

    private static Many<Integer> children(int parent) {
        return parent > 7 ? Many.empty() : Many.just(2 * parent, 2 * parent + 1);
    }
}
