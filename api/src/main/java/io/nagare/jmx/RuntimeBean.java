package io.nagare.jmx;

import io.nagare.Nagare;

/** A runtime, as JMX shows it. Called by threads of JMX. */
record RuntimeBean(Nagare runtime, String name) implements NagareRuntimeMXBean {

    @Override
    public String getName() {
        return name;
    }

    @Override
    public int getWorkers() {
        return runtime.metrics().workers().size();
    }

    @Override
    public long getLiveTasks() {
        return runtime.metrics().liveTasks();
    }

    @Override
    public int getInjectionDepth() {
        return runtime.metrics().injectionDepth();
    }

    @Override
    public int getBlockingThreads() {
        return runtime.metrics().blockingThreads();
    }

    @Override
    public int getBlockingIdle() {
        return runtime.metrics().blockingIdle();
    }

    @Override
    public int getBlockingQueued() {
        return runtime.metrics().blockingQueued();
    }
}
