package io.nagare.opentelemetry;

import io.nagare.SignalListener;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;

/**
 * Ends the span of one subscription, before downstream knows of the end. So it is ended when a program has waited for
 * the stream. Called on the strand.
 */
final class SpanEnd implements SignalListener<Object> {

    private static final AttributeKey<Boolean> CANCELLED = AttributeKey.booleanKey("nagare.cancelled");

    private final Span span;

    SpanEnd(Span span) {
        this.span = span;
    }

    @Override
    public void onComplete() {
        span.end();
    }

    @Override
    public void onError(Throwable failure) {
        span.recordException(failure);
        span.setStatus(StatusCode.ERROR);
        span.end();
    }

    @Override
    public void onCancel() {
        span.setAttribute(CANCELLED, true);
        span.end();
    }
}
