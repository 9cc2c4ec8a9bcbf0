package io.nagare.jmx;

import io.nagare.Nagare;
import io.nagare.RuntimeMetrics.WorkerMetrics;

/** One worker, as JMX shows it. Called by threads of JMX. */
record WorkerBean(Nagare runtime, int index) implements NagareWorkerMXBean {

    private WorkerMetrics metrics() {
        return runtime.metrics().workers().get(index);
    }

    @Override
    public long getRuns() {
        return metrics().runs();
    }

    @Override
    public long getSteals() {
        return metrics().steals();
    }

    @Override
    public long getParks() {
        return metrics().parks();
    }

    @Override
    public long getOverflows() {
        return metrics().overflows();
    }

    @Override
    public long getReadinessEvents() {
        return metrics().readinessEvents();
    }

    @Override
    public long getTimersFired() {
        return metrics().timersFired();
    }

    @Override
    public long getBusyNanos() {
        return metrics().busyNanos();
    }

    @Override
    public int getQueueDepth() {
        return metrics().queueDepth();
    }
}
