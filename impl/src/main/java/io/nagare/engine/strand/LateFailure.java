package io.nagare.engine.strand;

import io.nagare.driver.Driver;
import io.nagare.engine.scheduler.Schedulers;
import io.nagare.failure.ProtocolViolationException;
import io.nagare.failure.RuntimeClosedException;
import io.nagare.failure.UnclaimedException;

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

    /**
     * Reports a failure that crossed strands while the stream was cancelled. Leaves out failures with which a stream of
     * ours ends because of a cancellation or a closed runtime, and broken rules, which have been told already.
     */
    public static void tellUnlessConsequence(Throwable failure, Driver driver) {
        if (!(failure instanceof RuntimeClosedException)
                && !(failure instanceof UnclaimedException)
                && !(failure instanceof ProtocolViolationException)) {
            tell(failure, driver);
        }
    }
}
