package io.nagare.tck;

import static io.nagare.tck.Row.many;
import static io.nagare.tck.Row.one;
import static io.nagare.tck.Row.operator;

import io.nagare.Many;
import io.nagare.One;
import io.nagare.policy.Repeat;
import io.nagare.policy.Retry;
import java.time.Duration;
import java.util.List;
import org.reactivestreams.Publisher;

/** Operators that go on after a failure or an end. */
final class RecoveringTckTest extends Table {

    @Override
    List<Row> rows() {
        return List.of(
                operator("Many.defaultIfEmpty(Object)", RecoveringTckTest::manyDefaultIfEmpty),
                operator("One.defaultIfEmpty(Object)", (upstream, n) -> upstream.one(0).defaultIfEmpty(1)).atMost(1),
                many("Many.onErrorComplete()", items -> items.concatWith(Many.error(new Refused())).onErrorComplete())
                        .failsOnlyOnDemand(),
                operator("One.onErrorComplete()", RecoveringTckTest::oneOnErrorComplete).atMost(1).failsOnlyOnDemand(),
                many("Many.onErrorMap(Function)", items -> items.onErrorMap(IllegalStateException::new)),
                many(
                        "Many.onErrorMap(Class,Function)",
                        items -> items.onErrorMap(Refused.class, refused -> new IllegalStateException(refused))),
                one("One.onErrorMap(Function)", one -> one.onErrorMap(IllegalStateException::new)),
                one(
                        "One.onErrorMap(Class,Function)",
                        one -> one.onErrorMap(Refused.class, refused -> new IllegalStateException(refused))),
                operator("Many.onErrorResume(Function)", RecoveringTckTest::manyOnErrorResume).failsOnlyOnDemand(),
                operator("Many.onErrorResume(Class,Function)", RecoveringTckTest::manyOnErrorResumeOfType)
                        .failsOnlyOnDemand(),
                operator(
                        "One.onErrorResume(Function)",
                        (upstream, n) -> One.<Integer>error(new Refused()).onErrorResume(e -> upstream.one(n)))
                        .atMost(1),
                operator("One.onErrorResume(Class,Function)", RecoveringTckTest::oneOnErrorResume)
                        .atMost(1)
                        .failsOnlyOnDemand(),
                operator("Many.onErrorReturn(Function)", RecoveringTckTest::manyOnErrorReturn).failsOnlyOnDemand(),
                operator("Many.onErrorReturn(Object)", RecoveringTckTest::manyOnErrorReturnItem).failsOnlyOnDemand(),
                operator("One.onErrorReturn(Function)", RecoveringTckTest::oneOnErrorReturn)
                        .atMost(1)
                        .failsOnlyOnDemand(),
                operator("One.onErrorReturn(Object)", RecoveringTckTest::oneOnErrorReturnItem)
                        .atMost(1)
                        .failsOnlyOnDemand(),
                operator(
                        "Many.orError(Supplier)",
                        (upstream, n) -> n == 0 ? upstream.items(0) : upstream.items(n).orError(Refused::new)),
                one("One.orError(Supplier)", one -> one.orError(Refused::new)),
                operator("Many.repeat(Repeat)", (upstream, n) -> upstream.items(n).repeat(Repeat.times(1)).take(n)),
                operator("Many.repeat(long)", (upstream, n) -> upstream.items(n).repeat(1).take(n)),
                operator(
                        "One.repeat(Repeat)",
                        (upstream, n) -> upstream.one(n).repeat(Repeat.times(Math.max(0, n - 1)))),
                operator("One.repeat(long)", (upstream, n) -> upstream.one(n).repeat(Math.max(0, n - 1))),
                one("One.repeatWhenEmpty(Repeat)", one -> one.repeatWhenEmpty(Repeat.times(2))),
                operator("Many.retry(Retry)", RecoveringTckTest::manyRetryWithPolicy),
                operator("Many.retry(long)", (upstream, n) -> upstream.failingFirst(n).retry(1)),
                operator("One.retry(Retry)", RecoveringTckTest::oneRetryWithPolicy).atMost(1),
                operator("One.retry(long)", (upstream, n) -> One.from(upstream.failingFirst(n)).retry(1)).atMost(1),
                // It stops retrying an upstream that always fails.
                operator("Many.retryWhen(Function)", RecoveringTckTest::manyRetryWhen),
                // It stops retrying an upstream that always fails.
                operator("One.retryWhen(Function)", RecoveringTckTest::oneRetryWhen).atMost(1),
                operator(
                        "Many.switchIfEmpty(Supplier)",
                        (upstream, n) -> Many.<Integer>empty().switchIfEmpty(() -> upstream.items(n))),
                operator(
                        "One.switchIfEmpty(Supplier)",
                        (upstream, n) -> One.<Integer>empty().switchIfEmpty(() -> upstream.one(n)))
                        .atMost(1));
    }

    private static Publisher<Integer> manyDefaultIfEmpty(Upstream upstream, long n) {
        return n == 1 ? upstream.items(0).defaultIfEmpty(1) : upstream.items(n).defaultIfEmpty(1);
    }

    private static Publisher<Integer> oneOnErrorComplete(Upstream upstream, long n) {
        return n == 0 ? One.<Integer>error(new Refused()).onErrorComplete() : upstream.one(1).onErrorComplete();
    }

    private static Publisher<Integer> manyOnErrorResume(Upstream upstream, long n) {
        return upstream.items(n / 2).concatWith(Many.error(new Refused()))
                .onErrorResume(e -> upstream.items(n - n / 2));
    }

    private static Publisher<Integer> manyOnErrorResumeOfType(Upstream upstream, long n) {
        return upstream.items(n / 2)
                .concatWith(Many.error(new Refused()))
                .onErrorResume(Refused.class, refused -> upstream.items(n - n / 2));
    }

    private static Publisher<Integer> oneOnErrorResume(Upstream upstream, long n) {
        return One.<Integer>error(new Refused()).onErrorResume(Refused.class, refused -> upstream.one(n));
    }

    private static Publisher<Integer> manyOnErrorReturn(Upstream upstream, long n) {
        return n == 0
                ? upstream.items(0).onErrorReturn(e -> -1)
                : upstream.items(n - 1).concatWith(Many.error(new Refused())).onErrorReturn(e -> -1);
    }

    private static Publisher<Integer> manyOnErrorReturnItem(Upstream upstream, long n) {
        return n == 0
                ? upstream.items(0).onErrorReturn(3)
                : upstream.items(n - 1).concatWith(Many.error(new Refused())).onErrorReturn(3);
    }

    private static Publisher<Integer> oneOnErrorReturn(Upstream upstream, long n) {
        return upstream.one(n).map(RecoveringTckTest::refuse).onErrorReturn(e -> -1);
    }

    private static Publisher<Integer> oneOnErrorReturnItem(Upstream upstream, long n) {
        return upstream.one(n).map(RecoveringTckTest::refuse).onErrorReturn(3);
    }

    private static Integer refuse(Integer item) {
        throw new Refused();
    }

    private static Publisher<Integer> manyRetryWithPolicy(Upstream upstream, long n) {
        return upstream.failingFirst(n).retry(Retry.times(2).backoff(Duration.ofMillis(1), Duration.ofMillis(1)));
    }

    private static Publisher<Integer> oneRetryWithPolicy(Upstream upstream, long n) {
        return One.from(upstream.failingFirst(n)).retry(Retry.times(1).when(failure -> failure instanceof Refused));
    }

    private static Publisher<Integer> manyRetryWhen(Upstream upstream, long n) {
        int[] retries = new int[1];
        return upstream.failingFirst(n).retryWhen(failure -> retries[0]++ == 0 ? Many.empty() : Many.error(failure));
    }

    private static Publisher<Integer> oneRetryWhen(Upstream upstream, long n) {
        int[] retries = new int[1];
        return One.from(upstream.failingFirst(n))
                .retryWhen(failure -> retries[0]++ == 0 ? Many.empty() : Many.error(failure));
    }
}
