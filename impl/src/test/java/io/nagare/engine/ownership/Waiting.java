package io.nagare.engine.ownership;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** How this test waits: for a condition, and not for longer than nobody's machine takes. */
final class Waiting {

    static final long SECONDS = 20;

    private Waiting() {}

    /** Whether it comes true in time: looked at often at first, then less. */
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
