package io.nagare.engine.scheduler;

import io.nagare.RuntimeMetrics.WorkerMetrics;
import io.nagare.engine.poll.PollDriver;
import io.nagare.engine.queue.LeadingPadding;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.VarHandle;

/**
 * What one worker has done. Written by the worker alone, so that plain reads and opaque writes will do; read by
 * anybody, who sees numbers that were true a moment ago.
 */
final class Counters extends LeadingPadding {

    private static final Lookup LOOKUP = MethodHandles.lookup();
    private static final VarHandle RUNS = counter("runs");
    private static final VarHandle STEALS = counter("steals");
    private static final VarHandle PARKS = counter("parks");
    private static final VarHandle BUSY_NANOS = counter("busyNanos");

    private long runs;
    private long steals;
    private long parks;
    private long busyNanos;

    private static VarHandle counter(String field) {
        return ConstantBootstraps.fieldVarHandle(LOOKUP, field, VarHandle.class, Counters.class, long.class);
    }

    void countRun() {
        RUNS.setOpaque(this, runs + 1);
    }

    void countSteals(int tasks) {
        STEALS.setOpaque(this, steals + tasks);
    }

    void countPark() {
        PARKS.setOpaque(this, parks + 1);
    }

    void countBusy(long nanos) {
        BUSY_NANOS.setOpaque(this, busyNanos + nanos);
    }

    /** Together with what the others count that belong to a worker. */
    WorkerMetrics metrics(PollDriver driver, long overflows, int queueDepth) {
        return new WorkerMetrics(
                runs(),
                steals(),
                parks(),
                overflows,
                driver.readinessEvents(),
                driver.timersFired(),
                busyNanos(),
                queueDepth);
    }

    long runs() {
        return (long) RUNS.getOpaque(this);
    }

    long steals() {
        return (long) STEALS.getOpaque(this);
    }

    long parks() {
        return (long) PARKS.getOpaque(this);
    }

    long busyNanos() {
        return (long) BUSY_NANOS.getOpaque(this);
    }
}
