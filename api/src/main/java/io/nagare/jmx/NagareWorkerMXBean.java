package io.nagare.jmx;

import io.nagare.RuntimeMetrics.WorkerMetrics;

/**
 * What one worker of a runtime has done so far, for JMX. {@link WorkerMetrics} says what each figure is.
 *
 * @since 0.1
 */
public interface NagareWorkerMXBean {

    /** Returns how many strands the worker has run. */
    long getRuns();

    /** Returns how many strands the worker has taken from other workers. */
    long getSteals();

    /** Returns how often the worker went to sleep. */
    long getParks();

    /** Returns how often the worker's queue was full. */
    long getOverflows();

    /** Returns how many channels were reported ready. */
    long getReadinessEvents();

    /** Returns how many timers have fired. */
    long getTimersFired();

    /** Returns how long the worker was awake, in nanoseconds. */
    long getBusyNanos();

    /** Returns how many strands are in the worker's queue. */
    int getQueueDepth();
}
