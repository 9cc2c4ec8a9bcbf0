package io.nagare.net.socket;

import org.jspecify.annotations.Nullable;

/**
 * Whether there is memory for one more connection. Asked before each is accepted: one that is accepted when there is
 * none takes what those that are open need to end, and then nobody gets any further.
 */
public final class FreeMemory {

    /** So small a part of the heap may be free before it is looked at more closely. */
    private static final int LEAST_PART = 16;

    /**
     * So much must be had then. It is what many connections need that are about to end, and little to collect garbage
     * for.
     */
    private static final int LEAST_BYTES = 1 << 20;

    /** Written, so that the memory is really asked for. */
    @SuppressWarnings("unused")
    private static volatile byte @Nullable [] probe;

    private FreeMemory() {}

    /** Whether memory is short. May have garbage collected, but only if hardly any is free. */
    public static boolean isShort() {
        Runtime runtime = Runtime.getRuntime();
        long most = runtime.maxMemory();
        long free = most - runtime.totalMemory() + runtime.freeMemory();
        return free < most / LEAST_PART && !canHave((int) Math.min(LEAST_BYTES, most / LEAST_PART));
    }

    private static boolean canHave(int bytes) {
        try {
            probe = new byte[bytes];
            return true;
        } catch (OutOfMemoryError e) {
            return false;
        } finally {
            probe = null;
        }
    }
}
