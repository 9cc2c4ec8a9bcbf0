package io.nagare.engine.poll;

import io.nagare.engine.time.SystemTimeSource;
import org.jspecify.annotations.Nullable;

/**
 * Some memory that is kept for when there is none: given up at the first {@link OutOfMemoryError} that a runtime sees,
 * so that it can go on closing and freeing, and taken back when memory is there again. While it is given up, nothing
 * new is accepted.
 *
 * <p>One for all runtimes, as the heap is one. All methods may be called from any thread, and never throw.
 */
public final class MemoryReserve {

    /** Of the largest heap: what is kept at most, and what must be free before it is taken back. */
    private static final long KEPT_PART = 16;

    private static final long FREE_PART = 6;

    /** What is kept of a heap that is not small: some regions of any collector's. */
    private static final long MOST_BYTES = 4 << 20;

    /** In pieces that every collector keeps among the other objects, and not by themselves. */
    private static final int PIECE = 240 * 1024;

    /** How long nobody looks whether it can be taken back. Looking may be dear, and so is to lose it again at once. */
    private static final long LOOK_NANOS = 20_000_000;

    /**
     * How long to wait for much memory to be free. Then what is kept is asked for all the same, which has garbage
     * collected: a program whose live data fill most of the heap never has much, and gets on with it.
     */
    private static final long PATIENCE_NANOS = 1_000_000_000;

    private static volatile byte @Nullable [][] kept = allocated();

    private static volatile long lastLook;
    private static volatile long lastAttempt;

    private MemoryReserve() {}

    /** Keeps the reserve from now on, if it has not been given up since. */
    public static void keep() {
        // Done by the initializer.
    }

    /** Gives the reserve up if the failure says that there is no memory. */
    public static void releaseFor(Throwable failure) {
        if (failure instanceof OutOfMemoryError && kept != null) {
            kept = null;
            lastLook = SystemTimeSource.INSTANCE.nanoTime();
            lastAttempt = lastLook;
        }
    }

    /** Whether it is given up still. Looks now and then whether it can be taken back. */
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
