package io.nagare.jmx;

import io.nagare.RuntimeMetrics;

/**
 * What a runtime has and does now, for JMX. {@link RuntimeMetrics} says what each figure is.
 *
 * @since 0.1
 */
public interface NagareRuntimeMXBean {

    /** Returns the name under which the beans were registered. */
    String getName();

    /** Returns how many workers the runtime has. */
    int getWorkers();

    /** Returns how many tasks and streams have begun, had to wait, and have not ended. */
    long getLiveTasks();

    /** Returns how many strands are in the injection queue. */
    int getInjectionDepth();

    /** Returns how many threads that may block there are, busy or idle. */
    int getBlockingThreads();

    /** Returns how many of those are idle. */
    int getBlockingIdle();

    /** Returns how many blocking jobs have not started. */
    int getBlockingQueued();
}
