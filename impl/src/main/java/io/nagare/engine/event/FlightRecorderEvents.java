package io.nagare.engine.event;

import io.nagare.RuntimeMetrics;
import io.nagare.driver.Driver;
import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Collectors;
import jdk.jfr.FlightRecorder;
import org.jspecify.annotations.Nullable;

/**
 * The events of the engine, for Flight Recorder. Any thread may call.
 *
 * <p>Always holds: until Flight Recorder is initialized, no event class is either. The first one would have Flight
 * Recorder read all its metadata, which every program would pay for when it starts.
 */
final class FlightRecorderEvents extends EngineEvents {

    /** The topmost frames say what holds a worker up. Those of the engine, at the end, say nothing. */
    private static final int MOST_FRAMES = 40;

    /**
     * Events that are never committed, and know whether a recording wants theirs. They are null until Flight Recorder
     * is initialized. Plain: a thread that finds the older null records a little later.
     */
    private @Nullable TaskRunEvent runs;

    private @Nullable WorkerStallEvent stalls;
    private @Nullable BroadcastLagEvent lags;

    private FlightRecorderEvents() {}

    /**
     * Throws if Flight Recorder is not there. Does not ask whether this JVM can record, which takes long. If it cannot,
     * Flight Recorder is never initialized, and this records nothing.
     */
    static EngineEvents find() {
        FlightRecorder.isInitialized();
        return new FlightRecorderEvents();
    }

    /** Flight Recorder is initialized. May be called again. */
    void begin() {
        runs = new TaskRunEvent();
        stalls = new WorkerStallEvent();
        lags = new BroadcastLagEvent();
    }

    @Override
    public boolean recordsRuns() {
        TaskRunEvent asked = runs;
        return asked != null && asked.isEnabled();
    }

    @Override
    public @Nullable Object runBegins() {
        try {
            TaskRunEvent event = new TaskRunEvent();
            event.begin();
            return event;
        } catch (Throwable refused) {
            // There is no memory for an event. The task has to run in any case.
            return null;
        }
    }

    @Override
    public void runEnds(@Nullable Object begun, String runtime, Object task) {
        try {
            if (begun instanceof TaskRunEvent event) {
                event.end();
                if (event.shouldCommit()) {
                    event.runtime = runtime;
                    event.task = task.toString();
                    event.commit();
                }
            }
        } catch (Throwable refused) {
            // As above, or the text of a user's class has failed.
        }
    }

    @Override
    public boolean recordsStalls() {
        WorkerStallEvent asked = stalls;
        return asked != null && asked.isEnabled();
    }

    @Override
    public void stalled(Thread worker, String runtime, long nanos) {
        try {
            WorkerStallEvent event = new WorkerStallEvent();
            if (event.shouldCommit()) {
                event.runtime = runtime;
                event.worker = worker;
                event.heldUpFor = nanos;
                event.frames = Arrays.stream(worker.getStackTrace())
                        .limit(MOST_FRAMES)
                        .map(StackTraceElement::toString)
                        .collect(Collectors.joining("\n"));
                event.commit();
            }
        } catch (Throwable refused) {
            // There is no memory for an event.
        }
    }

    @Override
    public boolean recordsLag() {
        BroadcastLagEvent asked = lags;
        return asked != null && asked.isEnabled();
    }

    @Override
    public void lagged(Object channel, String stream, long missed, int capacity, boolean fails) {
        try {
            BroadcastLagEvent event = new BroadcastLagEvent();
            if (event.shouldCommit()) {
                event.channel = "broadcast-" + Integer.toHexString(System.identityHashCode(channel));
                event.stream = stream;
                event.missed = missed;
                event.capacity = capacity;
                event.fails = fails;
                event.commit();
            }
        } catch (Throwable refused) {
            // There is no memory for an event.
        }
    }

    @Override
    public <D extends Driver> void watch(D runtime, Function<? super D, RuntimeMetrics> metrics) {
        try {
            RuntimeStatistics.watch(this, runtime, metrics);
        } catch (RuntimeException refused) {
            // Flight Recorder may not be used. The runtime has to start in any case.
        }
    }
}
