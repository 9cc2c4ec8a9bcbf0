package io.nagare.engine.memory;

import io.nagare.engine.time.SystemTimeSource;
import org.jspecify.annotations.Nullable;

/**
 * Memory that is kept in reserve. It is given up at the first {@link OutOfMemoryError} that a runtime sees, so that the
 * runtime can go on closing and freeing. It is taken back when there is memory again. In between, nothing new is
 * accepted.
 *
 * <p>There is one reserve for all runtimes, because they share the heap. Any thread may call. No method throws.
 */
public final class MemoryReserve {

    /** Fractions of the largest heap: at most 1/16 is kept, and 1/6 must be free before the reserve is taken back. */
    private static final long KEPT_PART = 16;

    private static final long FREE_PART = 6;

    /** The size of the reserve in a heap that is not small: some regions of any collector. */
    private static final long MOST_BYTES = 4 << 20;

    /** The size of its pieces, so small that every collector keeps them among the other objects. */
    private static final int PIECE = 240 * 1024;

    /**
     * The shortest time between two looks whether the reserve can be taken back. Looking may be expensive, and so is
     * losing the reserve again at once.
     */
    private static final long LOOK_NANOS = 20_000_000;

    /**
     * How long to wait until much memory is free. After that the reserve is allocated anyway, which makes the collector
     * run. If live data fill most of the heap, there is never much free memory, and the program still works.
     */
    private static final long PATIENCE_NANOS = 1_000_000_000;

    private static volatile byte @Nullable [][] kept = allocated();

    private static volatile long lastLook;
    private static volatile long lastAttempt;

    private MemoryReserve() {}

    /** Makes sure that the reserve has been allocated once. */
    public static void keep() {
        // Initializing this class has allocated it.
    }

    /** Gives up the reserve if the failure is an {@link OutOfMemoryError}. */
    public static void releaseFor(Throwable failure) {
        if (failure instanceof OutOfMemoryError && kept != null) {
            kept = null;
            lastLook = SystemTimeSource.INSTANCE.nanoTime();
            lastAttempt = lastLook;
        }
    }

    /** Returns whether the reserve is given up at the moment. From time to time this tries to take it back. */
    public static boolean isSpent() {
        if (kept != null) {
            return false;
        }
        long now = SystemTimeSource.INSTANCE.nanoTime();
        if (now - lastLook < LOOK_NANOS) {
            return true;
        }
        lastLook = now;
        if (isMuchFree() || now - lastAttempt >= PATIENCE_NANOS) {
            lastAttempt = now;
            kept = allocated();
        }
        return kept == null;
    }

    private static boolean isMuchFree() {
        Runtime runtime = Runtime.getRuntime();
        long most = runtime.maxMemory();
        return most - runtime.totalMemory() + runtime.freeMemory() >= most / FREE_PART;
    }

    private static byte @Nullable [][] allocated() {
        try {
            long most = Runtime.getRuntime().maxMemory();
            long wanted = Math.min(MOST_BYTES, most / KEPT_PART);
            return new byte[(int) Math.max(1, wanted / PIECE)][PIECE];
        } catch (OutOfMemoryError e) {
            return null;
        }
    }
}
