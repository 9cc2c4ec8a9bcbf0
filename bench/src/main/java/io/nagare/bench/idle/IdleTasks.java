package io.nagare.bench.idle;

/**
 * Tasks of one library. Each waits for its own promise, and then takes one more step on a worker. Only the main thread
 * uses this, except for the steps.
 *
 * @param <P> the promise
 */
interface IdleTasks<P> extends AutoCloseable {

    /** Starts a task, and returns the promise for which it waits. */
    P start();

    /** Returns when {@code number} tasks wait, which must be all tasks that were started. */
    void awaitWaiting(int number);

    /** Lets a task go on. */
    void complete(P promise);

    @Override
    void close();
}
