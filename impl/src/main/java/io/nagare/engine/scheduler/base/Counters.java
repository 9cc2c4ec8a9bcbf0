package io.nagare.engine.scheduler.base;

import io.nagare.RuntimeMetrics.WorkerMetrics;
import io.nagare.engine.poll.PollDriver;
import io.nagare.engine.queue.LeadingPadding;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.VarHandle;

/**
 * The counters of one worker. Only the worker writes them, so its own reads are plain. Any thread may read them. Opaque
 * accesses are enough: each number stands alone, orders nothing else, and may be out of date.
 */
public final class Counters extends LeadingPadding {

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

    public void countRun() {
        // Opaque, like all accesses below: see the header.
        RUNS.setOpaque(this, runs + 1);
    }

    public void countSteals(int tasks) {
        STEALS.setOpaque(this, steals + tasks);
    }

    public void countPark() {
        PARKS.setOpaque(this, parks + 1);
    }

    public void countBusy(long nanos) {
        BUSY_NANOS.setOpaque(this, busyNanos + nanos);
    }

    /** Combines these counters with those of the worker's driver and queue. */
    public WorkerMetrics metrics(PollDriver driver, long overflows, int queueDepth) {
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

    public long runs() {
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
