package io.nagare.engine.strand;

/** The end of a strand: starts the strand's program and takes its signals. Called on the strand. */
public interface Root {

    /**
     * Serves the requests that other threads have made since the last call: demand, cancellation, or, at the first
     * call, the start.
     */
    void serve();

    /** Ends the program with a failure, because the runtime has been closed or a run has failed. */
    void abort(Throwable reason);

    /** Whether the program has ended. */
    boolean isDone();
}
