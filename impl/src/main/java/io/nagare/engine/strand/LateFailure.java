package io.nagare.engine.strand;

import io.nagare.driver.Driver;
import io.nagare.engine.scheduler.Schedulers;

/**
 * Reports the failure of a user's function that cancelled its own stream and then threw. After a cancellation no signal
 * may go downstream, so the failure goes to the runtime.
 */
public final class LateFailure {

    private LateFailure() {}

    /** Reports the failure to the calling thread's runtime, or to the default one. */
    public static void tell(Throwable failure) {
        tell(failure, Schedulers.current());
    }

    /** Reports the failure to a runtime. */
    public static void tell(Throwable failure, Driver driver) {
        driver.unseen(failure, "a function of a stream that was cancelled");
    }
}
