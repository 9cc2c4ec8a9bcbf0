package io.nagare.driver;

/** A job given to the threads that may block. */
@FunctionalInterface
public interface BlockingJob {

    /**
     * Takes the job back if it has not started.
     *
     * @return whether it was taken back, and so will never run
     */
    boolean cancel();
}
