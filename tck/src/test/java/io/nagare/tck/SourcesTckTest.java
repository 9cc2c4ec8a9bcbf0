package io.nagare.tck;

import static io.nagare.tck.Row.failing;
import static io.nagare.tck.Row.operator;
import static io.nagare.tck.Row.source;

import io.nagare.Many;
import io.nagare.One;
import io.nagare.Unfolded;
import io.nagare.policy.Overflow;
import io.nagare.stage.Origin;
import io.nagare.stage.Programs;
import io.nagare.testing.TestPublisher;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.reactivestreams.FlowAdapters;
import org.reactivestreams.Publisher;

/** Sources of {@code Many} and {@code One}. */
final class SourcesTckTest extends Table {

    @Override
    List<Row> rows() {
        return List.of(
                source("One.blocking(Callable)", n -> One.blocking(() -> n == 0 ? null : 1)).atMost(1),
                // The strand itself emits.
                source("Many.create(Consumer)", SourcesTckTest::manyCreate)
                        .atMost(256)
                        .failedBy(() -> Many.create(emitter -> emitter.error(new Refused()))),
                // Another thread emits.
                source("Many.create(Consumer,Overflow)", SourcesTckTest::manyCreateOnThread).atMost(10_000),
                source("One.create(Consumer)", SourcesTckTest::oneCreate)
                        .atMost(1)
                        .failedBy(() -> One.create(emitter -> emitter.error(new Refused()))),
                operator("Many.defer(Supplier)", (upstream, n) -> Many.defer(() -> upstream.items(n))),
                operator("One.defer(Supplier)", (upstream, n) -> One.defer(() -> upstream.one(n))).atMost(1),
                source("Programs.driven(Source)", n -> Programs.driven(new CountingDriver(n))),
                source("Programs.drivenOne(Source)", n -> Programs.drivenOne(new CountingDriver(n))).atMost(1),
                source("Many.empty()", n -> Many.empty()).atMost(0),
                source("One.empty()", n -> One.empty()).atMost(0),
                failing("Many.error(Supplier)", () -> Many.error(Refused::new)),
                failing("Many.error(Throwable)", () -> Many.error(new Refused())),
                failing("One.error(Supplier)", () -> One.error(Refused::new)),
                failing("One.error(Throwable)", () -> One.error(new Refused())),
                operator("Many.from(Publisher)", (upstream, n) -> Many.from(new Foreign<>(upstream.items(n)))),
                operator("One.from(Publisher)", (upstream, n) -> One.from(new Foreign<>(upstream.items(3 * n))))
                        .atMost(1),
                source("Many.fromCallable(Callable)", n -> Many.fromCallable(() -> n == 0 ? null : 1)).atMost(1),
                source("One.fromCallable(Callable)", n -> One.fromCallable(() -> n == 0 ? null : 1)).atMost(1),
                source(
                        "Many.fromCompletionStage(Supplier)",
                        n -> Many.fromCompletionStage(() -> CompletableFuture.supplyAsync(() -> n == 0 ? null : 1)))
                        .atMost(1)
                        .failedBy(() -> Many.fromCompletionStage(() -> CompletableFuture.failedFuture(new Refused()))),
                source(
                        "One.fromCompletionStage(Supplier)",
                        n -> One.fromCompletionStage(() -> CompletableFuture.completedFuture(n == 0 ? null : 1)))
                        .atMost(1)
                        .failedBy(() -> One.fromCompletionStage(() -> CompletableFuture.failedFuture(new Refused()))),
                operator(
                        "Many.fromFlow(Publisher)",
                        (upstream, n) -> Many.fromFlow(FlowAdapters.toFlowPublisher(upstream.items(n)))),
                operator(
                        "One.fromFlow(Publisher)",
                        (upstream, n) -> One.fromFlow(FlowAdapters.toFlowPublisher(upstream.items(3 * n))))
                        .atMost(1),
                source("Many.fromIterable(Iterable)", n -> Many.fromIterable(Upstream.numbers(n)))
                        .failedBy(() -> Many.fromIterable(SourcesTckTest::refuse)),
                source("One.fromOptional(Optional)", n -> One.fromOptional(n == 0 ? Optional.empty() : Optional.of(1)))
                        .atMost(1),
                source("One.fromRunnable(Runnable)", n -> One.fromRunnable(() -> {})).atMost(0),
                source(
                        "Many.fromStream(Supplier)",
                        n -> Many.fromStream(() -> LongStream.range(0, n).mapToObj(i -> (int) i)))
                        .failedBy(() -> Many.fromStream(SourcesTckTest::refuse)),
                source("Many.generate(Supplier,BiFunction)", SourcesTckTest::manyGenerate),
                source("Many.just(Object)", n -> n == 0 ? Many.empty() : Many.just(1)).atMost(1),
                source(
                        "Many.just(Object[])",
                        n -> Many.just(IntStream.range(0, (int) n).boxed().toArray(Integer[]::new)))
                        .atMost(1_000),
                source("One.just(Object)", n -> n == 0 ? One.empty() : One.just(1)).atMost(1),
                source("Programs.many(Origin)", n -> Programs.many(new Origin.FromIterable<>(Upstream.numbers(n)))),
                source("Programs.one(Origin)", n -> Programs.one(n == 0 ? new Origin.Empty<>() : new Origin.Just<>(1)))
                        .atMost(1)
                        .failedBy(() -> Programs.one(new Origin.Failed<>(Refused::new))),
                source("Many.range(int,int)", n -> Many.range(0, (int) n)).atMost(Integer.MAX_VALUE),
                source("Many.unfoldAsync(Object,Function)", SourcesTckTest::manyUnfoldAsync).atMost(1_000),
                source(
                        "Programs.same(Async,Origin)",
                        n -> Programs.same(Many.<Integer>never(), new Origin.FromIterable<>(Upstream.numbers(n)))),
                source(
                        "Programs.same(Async,Origin)",
                        n -> Programs.same(One.<Integer>never(), n == 0 ? new Origin.Empty<>() : new Origin.Just<>(1)))
                        .atMost(1)
                        .named("of a One"),
                // The publisher of the test kit.
                source("TestPublisher.create()", n -> subscriber -> new OnDemand(n).subscribe(subscriber))
                        .failedBy(() -> TestPublisher.<Integer>create().error(new IllegalStateException("planted"))));
    }

    private static Publisher<Integer> manyCreate(long n) {
        return Many.create(emitter -> {
            for (int i = 0; i < n; i++) {
                emitter.emit(i);
            }
            emitter.complete();
        });
    }

    private static Publisher<Integer> manyCreateOnThread(long n) {
        return Many.create(
                emitter -> Threads.run(() -> {
                    for (int i = 0; i < n && !emitter.isClosed(); i++) {
                        emitter.emit(i);
                    }
                    emitter.complete();
                }),
                Overflow.unbounded());
    }

    private static Publisher<Integer> oneCreate(long n) {
        return One.create(emitter -> Threads.run(() -> {
            if (n == 0) {
                emitter.complete();
            } else {
                emitter.emit(1);
            }
        }));
    }

    private static Publisher<Integer> manyGenerate(long n) {
        return Many.generate(() -> 0L, (i, output) -> {
            if (i < n) {
                output.emit(i.intValue());
            } else {
                output.complete();
            }
            return i + 1;
        });
    }

    private static Publisher<Integer> manyUnfoldAsync(long n) {
        return Many.unfoldAsync(0, i -> i >= n
                ? One.empty()
                : One.delay(Duration.ZERO).then(One.just(new Unfolded<>(i + 1, i))));
    }

    private static <T> T refuse() {
        throw new Refused();
    }
}
