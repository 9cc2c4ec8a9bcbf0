package io.nagare.bench.idle;

/**
 * Tasks of one library that each wait for a promise of their own, and then take one more step on a worker. Used by the
 * main thread, but for the steps.
 *
 * @param <P> promise
 */
interface IdleTasks<P> extends AutoCloseable {

    /** Starts a task, and gives what it waits for. */
    P start();

    /** Returns when this many tasks, which is all that were started, wait. */
    void awaitWaiting(int number);

    /** Lets a task go on. */
    void complete(P promise);

    @Override
    void close();
}
