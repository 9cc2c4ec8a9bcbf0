package io.nagare.engine.scheduler;

/** stand-in until the scheduler lands */
public abstract class Schedulable {
    protected abstract void run();
    protected abstract void shutDown();
}
