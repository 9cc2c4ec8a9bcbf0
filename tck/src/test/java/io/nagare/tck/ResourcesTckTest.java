package io.nagare.tck;

import static io.nagare.tck.Row.operator;

import io.nagare.Many;
import io.nagare.One;
import io.nagare.policy.Release;
import java.time.Duration;
import java.util.List;
import org.reactivestreams.Publisher;

/** Sources and operators that hold a resource while they run. */
final class ResourcesTckTest extends Table {

    @Override
    List<Row> rows() {
        return List.of(
                operator(
                        "Many.using(Callable,Function,Consumer)",
                        (upstream, n) -> Many.using(() -> 1, one -> upstream.items(n), one -> {})),
                operator(
                        "Many.using(Callable,Function,Consumer,Release)",
                        (upstream, n) -> Many.using(() -> 1, one -> upstream.items(n), one -> {}, Release.AFTER_END)),
                operator(
                        "One.using(Callable,Function,Consumer)",
                        (upstream, n) -> One.using(() -> 1, one -> upstream.one(n), one -> {}))
                        .atMost(1),
                operator(
                        "One.using(Callable,Function,Consumer,Release)",
                        (upstream, n) -> One.using(() -> 1, one -> upstream.one(n), one -> {}, Release.AFTER_END))
                        .atMost(1),
                operator("Many.usingWhen(One,Function,Function)", ResourcesTckTest::manyUsingWhen),
                operator(
                        "Many.usingWhen(One,Function,Function,BiFunction,Function)",
                        ResourcesTckTest::manyUsingWhenWithEnds),
                operator("One.usingWhen(One,Function,Function)", ResourcesTckTest::oneUsingWhen).atMost(1),
                operator(
                        "One.usingWhen(One,Function,Function,BiFunction,Function)",
                        ResourcesTckTest::oneUsingWhenWithEnds)
                        .atMost(1));
    }

    private static Publisher<Integer> manyUsingWhen(Upstream upstream, long n) {
        return Many.usingWhen(One.just(1), one -> upstream.items(n), one -> One.delay(Duration.ofMillis(1)));
    }

    private static Publisher<Integer> manyUsingWhenWithEnds(Upstream upstream, long n) {
        return Many.usingWhen(
                One.blocking(() -> 1),
                one -> upstream.items(n),
                one -> One.empty(),
                (one, failure) -> One.empty(),
                one -> One.empty());
    }

    private static Publisher<Integer> oneUsingWhen(Upstream upstream, long n) {
        return One.usingWhen(One.just(1), one -> upstream.one(n), one -> One.delay(Duration.ofMillis(1)));
    }

    private static Publisher<Integer> oneUsingWhenWithEnds(Upstream upstream, long n) {
        return One.usingWhen(
                One.blocking(() -> 1),
                one -> upstream.one(n),
                one -> One.empty(),
                (one, failure) -> One.empty(),
                one -> One.empty());
    }
}
