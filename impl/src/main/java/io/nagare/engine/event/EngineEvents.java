package io.nagare.engine.event;

import io.nagare.RuntimeMetrics;
import io.nagare.driver.Driver;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The events of the engine. Unless overridden the methods record none. {@link FlightRecorderEvents} does if the JVM has
 * Flight Recorder. Any thread may call.
 *
 * <p>Always holds: nothing here throws. A method whose name begins with {@code records} allocates nothing and takes no
 * lock.
 */
public abstract class EngineEvents {

    private static final EngineEvents FOUND = find();

    EngineEvents() {}

    /** Returns the events of this JVM, always the same. */
    public static EngineEvents ofJvm() {
        return FOUND;
    }

    private static EngineEvents find() {
        try {
            return FlightRecorderEvents.find();
        } catch (Throwable absent) {
            // The JVM has no Flight Recorder, or may not use it.
            return new None();
        }
    }

    /** No events. */
    static final class None extends EngineEvents {}

    /** Whether a recording wants to know of each run of a task. */
    public boolean recordsRuns() {
        return false;
    }

    /** A run of a task begins. Returns what {@link #runEnds} takes; null if nothing is recorded. */
    public @Nullable Object runBegins() {
        return null;
    }

    /**
     * Records a run that has ended.
     *
     * @param begun what {@link #runBegins} has returned
     * @param runtime the name of the runtime
     * @param task what has run; its text is the event's
     */
    public void runEnds(@Nullable Object begun, String runtime, Object task) {}

    /** Whether a recording wants to know of workers that are held up. */
    public boolean recordsStalls() {
        return false;
    }

    /**
     * Records that a worker is held up by a task, with the worker's stack.
     *
     * @param runtime the name of the runtime
     * @param nanos for how long it has been held up so far
     */
    public void stalled(Thread worker, String runtime, long nanos) {}

    /** Whether a recording wants to know of receivers that miss values. */
    public boolean recordsLag() {
        return false;
    }

    /**
     * Records that a receiver of a ring has missed values.
     *
     * @param channel what belongs to the ring
     * @param stream the name of the receiving stream; empty if it has none
     * @param missed how many values
     * @param capacity how many values the ring keeps
     * @param fails whether the receiver fails because of that
     */
    public void lagged(Object channel, String stream, long missed, int capacity, boolean fails) {}

    /**
     * Records what a runtime has done, at intervals while there is a recording, until the runtime is closed. Does not
     * keep the runtime alive.
     *
     * @param metrics looks at the runtime; must not hold it
     */
    public <D extends Driver> void watch(D runtime, Function<? super D, RuntimeMetrics> metrics) {}
}
