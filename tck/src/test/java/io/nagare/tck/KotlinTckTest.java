package io.nagare.tck;

import static io.nagare.tck.Row.holding;
import static io.nagare.tck.Row.source;

import io.nagare.Many;
import io.nagare.One;
import io.nagare.kotlin.KotlinNagare;
import java.util.List;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.EmptyCoroutineContext;
import kotlin.ranges.IntRange;
import kotlinx.coroutines.Dispatchers;
import kotlinx.coroutines.flow.Flow;
import kotlinx.coroutines.flow.FlowKt;
import org.reactivestreams.Publisher;

/** The edges to Kotlin's coroutines, there and back. */
final class KotlinTckTest extends Table {

    @Override
    List<Row> rows() {
        return List.of(
                holding(
                        "KotlinNagare.asMany(Flow,CoroutineContext)",
                        (upstream, n) ->
                                KotlinNagare.asMany(flow(upstream.items(n), 3), EmptyCoroutineContext.INSTANCE)),
                holding(
                        "KotlinNagare.asMany(Flow,CoroutineContext)",
                        (upstream, n) ->
                                KotlinNagare.asMany(flow(upstream.items(n), 1), Dispatchers.getUnconfined()))
                        .named("on the strand"),
                holding(
                        "KotlinNagare.asMany(Flow,CoroutineContext)",
                        (upstream, n) -> KotlinNagare.asMany(
                                flow(
                                        KotlinNagare.asMany(
                                                flow(upstream.items(n), 2), EmptyCoroutineContext.INSTANCE),
                                        5),
                                EmptyCoroutineContext.INSTANCE))
                        .named("there and back twice"),
                source(
                        "KotlinNagare.asMany(Flow,CoroutineContext)",
                        n -> KotlinNagare.asMany(
                                FlowKt.asFlow(new IntRange(1, (int) Math.min(n, Integer.MAX_VALUE))),
                                EmptyCoroutineContext.INSTANCE))
                        .named("of a range"),
                holding(
                        "KotlinNagare.many(CoroutineContext,Function2)",
                        (upstream, n) -> KotlinNagare.<Integer>many(
                                EmptyCoroutineContext.INSTANCE,
                                (collector, continuation) -> FlowKt.emitAll(
                                        collector, flow(upstream.items(n), 64), continuation))),
                holding(
                        "KotlinNagare.one(CoroutineContext,Function2)",
                        (upstream, n) -> KotlinNagare.<Integer>one(
                                EmptyCoroutineContext.INSTANCE,
                                (scope, continuation) -> awaited(upstream.one(n), continuation)))
                        .atMost(1));
    }

    private static <T> Flow<T> flow(Publisher<T> publisher, int prefetch) {
        return KotlinNagare.asFlow(Many.from(publisher), prefetch);
    }

    private static <T> Object awaited(Publisher<T> publisher, Continuation<? super T> continuation) {
        return KotlinNagare.awaitOrNull(One.from(publisher), continuation);
    }
}
