package io.nagare.micrometer;

import io.micrometer.context.ContextAccessor;
import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ContextSnapshot;
import io.micrometer.context.ContextSnapshotFactory;
import io.micrometer.context.ThreadLocalAccessor;
import io.micrometer.observation.Observation;
import io.nagare.driver.ThreadContext;
import org.jspecify.annotations.Nullable;

/**
 * Carries the thread locals for which a registry has accessors. Upstream of a {@code contextWrite} it also carries what
 * was written there: an observation, or the values of a context that the registry can read, such as Reactor's. Any
 * thread calls it.
 */
final class MicrometerContext implements ThreadContext {

    private final ContextRegistry registry;
    private final ContextSnapshotFactory snapshots;

    MicrometerContext(ContextRegistry registry) {
        this.registry = registry;
        this.snapshots =
                ContextSnapshotFactory.builder().contextRegistry(registry).build();
    }

    @Override
    public @Nullable Captured capture() {
        for (ThreadLocalAccessor<?> accessor : registry.getThreadLocalAccessors()) {
            if (accessor.getValue() != null) {
                return new Snapshot(null, snapshots.captureAll());
            }
        }
        return null;
    }

    @Override
    public @Nullable Captured written(@Nullable Captured outer, Object value) {
        if (value instanceof Observation observation) {
            return new Observed(outer, observation);
        }
        for (ContextAccessor<?, ?> accessor : registry.getContextAccessors()) {
            if (accessor.readableType().isInstance(value)) {
                return new Snapshot(outer, snapshots.captureFrom(value));
            }
        }
        return outer;
    }

    private static Runnable install(@Nullable Captured outer) {
        return outer == null ? () -> {} : outer.install();
    }

    /** Installs values upon others, and leaves the others if that fails. */
    private static Runnable both(@Nullable Captured outer, Captured inner) {
        Runnable undoOuter = install(outer);
        try {
            Runnable undoInner = inner.install();
            return () -> {
                try {
                    undoInner.run();
                } finally {
                    undoOuter.run();
                }
            };
        } catch (Throwable failure) {
            undoOuter.run();
            throw failure;
        }
    }

    /** Values of thread locals, upon those further downstream. */
    private record Snapshot(@Nullable Captured outer, ContextSnapshot values) implements Captured {
        @Override
        public Runnable install() {
            return both(outer, () -> values.setThreadLocals()::close);
        }
    }

    /** An observation that is the current one. */
    private record Observed(@Nullable Captured outer, Observation observation) implements Captured {
        @Override
        public Runnable install() {
            return both(outer, () -> observation.openScope()::close);
        }
    }
}
