package io.nagare.engine.event;

import io.nagare.RuntimeMetrics;
import io.nagare.RuntimeMetrics.WorkerMetrics;
import io.nagare.driver.Driver;
import io.nagare.driver.Resource;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.function.Function;
import jdk.jfr.FlightRecorder;
import jdk.jfr.FlightRecorderListener;
import org.jspecify.annotations.Nullable;

/**
 * Records the figures of one runtime at intervals, from the moment at which Flight Recorder is initialized until the
 * runtime is closed. Flight Recorder calls it on a thread of its own.
 *
 * <p>Always holds: once the runtime is closed, Flight Recorder refers to nothing of this.
 */
final class RuntimeStatistics<D extends Driver> implements FlightRecorderListener, Resource {

    private final FlightRecorderEvents events;
    private final WeakReference<D> runtime;
    private final String name;
    private final Function<? super D, RuntimeMetrics> metrics;
    private final Runnable ofRuntime = this::recordRuntime;
    private final Runnable ofWorkers = this::recordWorkers;

    private volatile boolean closed;

    private RuntimeStatistics(
            FlightRecorderEvents events, D runtime, Function<? super D, RuntimeMetrics> metrics) {
        this.events = events;
        this.runtime = new WeakReference<>(runtime);
        this.name = runtime.name();
        this.metrics = metrics;
    }

    static <D extends Driver> void watch(
            FlightRecorderEvents events, D runtime, Function<? super D, RuntimeMetrics> metrics) {
        RuntimeStatistics<D> statistics = new RuntimeStatistics<>(events, runtime, metrics);
        if (runtime.opened(statistics)) {
            FlightRecorder.addListener(statistics);
            if (statistics.closed) {
                statistics.runtimeClosed();
            }
        }
    }

    /** Called with locks of Flight Recorder held, by the thread that begins the first recording. */
    @Override
    public void recorderInitialized(FlightRecorder recorder) {
        try {
            events.begin();
            FlightRecorder.addPeriodicEvent(RuntimeStatisticsEvent.class, ofRuntime);
            FlightRecorder.addPeriodicEvent(WorkerStatisticsEvent.class, ofWorkers);
        } catch (Throwable refused) {
            // A recording without these events is better than none.
        }
        // Closing says so first and then removes. So one of the two removes what was added here.
        if (closed) {
            removePeriodic();
        }
    }

    @Override
    public void runtimeClosed() {
        closed = true;
        FlightRecorder.removeListener(this);
        removePeriodic();
    }

    /** Returns whether there was something to remove. */
    boolean removePeriodic() {
        // Both, even if the first was there.
        return FlightRecorder.removePeriodicEvent(ofRuntime) | FlightRecorder.removePeriodicEvent(ofWorkers);
    }

    private @Nullable RuntimeMetrics look() {
        D watched = runtime.get();
        if (watched == null) {
            // It was never closed, and nobody uses it any more.
            runtimeClosed();
        }
        return watched == null || closed ? null : metrics.apply(watched);
    }

    private void recordRuntime() {
        RuntimeMetrics now = look();
        if (now == null) {
            return;
        }
        RuntimeStatisticsEvent event = new RuntimeStatisticsEvent();
        event.runtime = name;
        event.liveTasks = now.liveTasks();
        event.injectionDepth = now.injectionDepth();
        event.blockingThreads = now.blockingThreads();
        event.blockingIdle = now.blockingIdle();
        event.blockingQueued = now.blockingQueued();
        event.commit();
    }

    private void recordWorkers() {
        RuntimeMetrics now = look();
        List<WorkerMetrics> workers = now == null ? List.of() : now.workers();
        for (int i = 0; i < workers.size(); i++) {
            WorkerMetrics worker = workers.get(i);
            WorkerStatisticsEvent event = new WorkerStatisticsEvent();
            event.runtime = name;
            event.worker = i;
            event.runs = worker.runs();
            event.steals = worker.steals();
            event.parks = worker.parks();
            event.overflows = worker.overflows();
            event.readinessEvents = worker.readinessEvents();
            event.timersFired = worker.timersFired();
            event.busy = worker.busyNanos();
            event.queueDepth = worker.queueDepth();
            event.commit();
        }
    }
}
