package io.nagare.engine.scheduler;

import io.nagare.driver.Driver;
import org.jspecify.annotations.Nullable;

/** Which runtime a thread belongs to, and the default one. */
public final class Schedulers {

    private Schedulers() {}

    /** The scheduler that the calling thread works for, else null. */
    public static @Nullable Scheduler currentOrNull() {
        return null;
    }

    public static Scheduler current() {
        throw new UnsupportedOperationException();
    }

    public static Scheduler of(Driver driver) {
        return (Scheduler) driver;
    }

    public static Scheduler start(io.nagare.NagareBuilder options) {
        throw new UnsupportedOperationException();
    }

    /** Throws if the calling thread works for a runtime. */
    public static void refuseOnWorker(String call) {
        if (currentOrNull() != null) {
            throw new io.nagare.BlockedWorkerException(call);
        }
    }
}
