package io.nagare.opentelemetry;

import static java.util.Objects.requireNonNull;

import io.nagare.Async;
import io.nagare.Many;
import io.nagare.One;
import io.nagare.TaskLocal;
import io.nagare.driver.ThreadContext;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.context.Context;
import java.util.function.Supplier;

/**
 * OpenTelemetry's context and spans for streams.
 *
 * <p>{@link #carryContext()} turns on that the current context goes with each stream. Without it nothing is carried,
 * and nothing is paid.
 */
public final class OpenTelemetryNagare {

    private static final TaskLocal<Context> CONTEXT = TaskLocal.named("context of OpenTelemetry");

    private OpenTelemetryNagare() {}

    /**
     * Makes all streams of the JVM that begin from now on carry the current context. It is captured on the thread that
     * subscribes or spawns. In each function of the stream it is the current one, on whatever thread the function runs.
     * A worker has none afterwards.
     *
     * <p>This takes the place of what was carried before. To carry two, combine their contexts with {@link
     * ThreadContext#and}.
     */
    public static void carryContext() {
        ThreadContext.carry(context());
    }

    /** Returns what {@link #carryContext()} carries, to be combined with another. */
    public static ThreadContext context() {
        return new TraceContext();
    }

    /**
     * Makes a span of each subscription of a stream, from its beginning to its end. Its parent is the current span at
     * subscription, unless the builder has another. In the functions upstream the span is the current one if the
     * context is carried.
     *
     * <p>A failure is recorded as an exception, with the status {@code ERROR}. A cancelled span has the attribute
     * {@code nagare.cancelled}.
     *
     * @param span makes a builder for each subscription
     */
    @SuppressWarnings("overloads") // nobody writes a stream as a lambda
    public static <T> Many<T> trace(Many<T> many, Supplier<SpanBuilder> span) {
        requireNonNull(many, "many");
        requireNonNull(span, "span");
        return Many.defer(() -> traced(many, span));
    }

    /** Makes a span of each subscription of a stream of at most one item, as {@link #trace(Many, Supplier)} does. */
    @SuppressWarnings("overloads") // as above
    public static <T> One<T> trace(One<T> one, Supplier<SpanBuilder> span) {
        requireNonNull(one, "one");
        requireNonNull(span, "span");
        return One.defer(() -> OpenTelemetryNagare.<One<T>>traced(one, span));
    }

    private static <S extends Async<?, S>> S traced(S stream, Supplier<SpanBuilder> span) {
        Span begun =
                requireNonNull(span.get(), "trace: the supplier returned null").startSpan();
        return stream.contextWrite(CONTEXT, Context.current().with(begun)).tap(() -> new SpanEnd(begun));
    }
}
