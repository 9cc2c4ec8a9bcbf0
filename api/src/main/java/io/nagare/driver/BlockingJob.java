package io.nagare.driver;

/**
 * A job that was given to the threads that may block. Any thread may call it.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface BlockingJob {

    /**
     * Takes the job back if it has not started.
     *
     * @return whether it was taken back; it then never runs
     */
    boolean cancel();
}
