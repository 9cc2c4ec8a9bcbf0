package io.nagare.opentelemetry;

import io.nagare.driver.ThreadContext;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/**
 * Carries OpenTelemetry's context. Upstream of a {@code contextWrite} of another context, it carries that one. Any
 * thread calls it.
 */
final class TraceContext implements ThreadContext {

    @Override
    public @Nullable Captured capture() {
        Context context = Context.current();
        return context == Context.root() ? null : new Carried(context);
    }

    @Override
    public @Nullable Captured written(@Nullable Captured outer, Object value) {
        return value instanceof Context context ? new Carried(context) : outer;
    }

    /** A scope that a function has not closed. */
    @Override
    @SuppressWarnings("MustBeClosedChecker") // there is nothing to go back to
    public void clear() {
        if (Context.current() != Context.root()) {
            Context.root().makeCurrent();
        }
    }

    private record Carried(Context context) implements Captured {
        @Override
        @SuppressWarnings("MustBeClosedChecker") // the engine runs what this returns
        public Runnable install() {
            return context.makeCurrent()::close;
        }
    }
}
