package io.nagare.engine.strand;

import io.nagare.driver.Driver;
import io.nagare.engine.scheduler.Schedulers;

/**
 * What becomes of the failure of a user's function that cancelled its own stream and then threw. Nobody downstream may
 * be told after a cancellation, so the runtime is.
 */
public final class LateFailure {

    private LateFailure() {}

    /** Tells the runtime that the calling thread works for, or the default one. */
    public static void tell(Throwable failure) {
        tell(failure, Schedulers.current());
    }

    /** Tells the runtime of the failure. */
    public static void tell(Throwable failure, Driver driver) {
        driver.unseen(failure, "a function of a stream that was cancelled");
    }
}
