package io.nagare.micrometer;

import io.micrometer.context.ContextAccessor;
import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ContextSnapshot;
import io.micrometer.context.ContextSnapshotFactory;
import io.micrometer.context.ThreadLocalAccessor;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
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
                return new Snapshot(snapshots.captureAll());
            }
        }
        return null;
    }

    @Override
    public @Nullable Captured written(@Nullable Captured outer, Object value) {
        if (value instanceof Observation observation) {
            return new Observed(observation).upon(outer);
        }
        for (ContextAccessor<?, ?> accessor : registry.getContextAccessors()) {
            if (accessor.readableType().isInstance(value)) {
                return new Snapshot(snapshots.captureFrom(value)).upon(outer);
            }
        }
        return outer;
    }

    @Override
    public void clear() {
        for (ThreadLocalAccessor<?> accessor : registry.getThreadLocalAccessors()) {
            if (accessor instanceof ObservationThreadLocalAccessor observations) {
                closeScopes(observations.getObservationRegistry());
            } else if (accessor.getValue() != null) {
                accessor.setValue();
            }
        }
    }

    /** The accessor would open one more scope in place of those that a function has left open. */
    private static void closeScopes(ObservationRegistry observations) {
        Observation.Scope closed = null;
        for (Observation.Scope scope = observations.getCurrentObservationScope();
                scope != null && scope != closed;
                scope = observations.getCurrentObservationScope()) {
            scope.close();
            closed = scope;
        }
    }

    /** Values of thread locals. */
    private record Snapshot(ContextSnapshot values) implements Captured {
        @Override
        public Runnable install() {
            return values.setThreadLocals()::close;
        }
    }

    /** An observation that is the current one. */
    private record Observed(Observation observation) implements Captured {
        @Override
        public Runnable install() {
            return observation.openScope()::close;
        }
    }
}
