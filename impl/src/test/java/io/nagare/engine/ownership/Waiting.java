package io.nagare.engine.ownership;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for a condition, but no longer than any machine needs. */
final class Waiting {

    static final long SECONDS = 20;

    private Waiting() {}

    /** Waits, and returns whether the condition came true in time. It looks often at first, and then less. */
    static boolean until(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        for (int looks = 0; !condition.getAsBoolean(); looks++) {
            if (System.nanoTime() > end) {
                return false;
            }
            LockSupport.parkNanos(looks < 20 ? 20_000 : looks < 100 ? 200_000 : 2_000_000);
        }
        return true;
    }
}
