package io.nagare.net.socket;

import org.jspecify.annotations.Nullable;

/**
 * Tells whether there is memory for one more connection. Called before each is accepted. A connection that is accepted
 * without memory takes the memory that the open ones need to end. Then none of them can go on.
 */
public final class FreeMemory {

    /** If less than one part in so many of the heap is free, it is looked at more closely. */
    private static final int LEAST_PART = 16;

    /**
     * How much must then be available. Many connections can end with that, and it costs little to collect garbage for
     * it.
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
