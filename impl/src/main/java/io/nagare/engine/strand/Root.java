package io.nagare.engine.strand;

/**
 * What stands at the end of a strand: it starts the strand's program and takes what comes out. Called on the strand.
 */
interface Root {

    /** Serves what other threads asked for since the last call: demand, cancellation, or, the first time, the start. */
    void serve();

    /** Ends the strand with a failure because its runtime has been closed. */
    void abort(Throwable reason);

    /** Whether the program has ended. */
    boolean isDone();
}
