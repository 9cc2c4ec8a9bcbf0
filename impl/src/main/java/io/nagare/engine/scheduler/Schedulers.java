package io.nagare.engine.scheduler;

import io.nagare.BlockedWorkerException;
import io.nagare.Nagare;
import io.nagare.NagareBuilder;
import io.nagare.driver.Driver;
import org.jspecify.annotations.Nullable;

/** Starts schedulers, and knows which one a thread belongs to, and the default one. */
public final class Schedulers {

    /** Starts the default scheduler when it is first asked for; its threads are daemons and it is never closed. */
    private static final class Default {
        private static final Scheduler SCHEDULER = start(Nagare.multiThread());
    }

    private Schedulers() {}

    /** The scheduler that the calling thread works for, or null. */
    public static @Nullable Scheduler currentOrNull() {
        return Scheduler.current();
    }

    /** The scheduler that the calling thread works for, else the default one. */
    public static Scheduler current() {
        Scheduler own = Scheduler.current();
        return own != null ? own : Default.SCHEDULER;
    }

    /** The scheduler that a driver is. */
    public static Scheduler of(Driver driver) {
        if (driver instanceof Scheduler scheduler) {
            return scheduler;
        }
        throw new IllegalArgumentException("not a runtime of this engine: " + driver);
    }

    /** Starts a scheduler. */
    public static Scheduler start(NagareBuilder options) {
        throw new UnsupportedOperationException();
    }

    /** Throws if the calling thread works for a runtime. */
    public static void refuseOnWorker(String call) {
        if (Scheduler.current() != null) {
            throw new BlockedWorkerException(call);
        }
    }
}
