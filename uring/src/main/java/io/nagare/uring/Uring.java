package io.nagare.uring;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.spi.SelectorProvider;
import org.jspecify.annotations.Nullable;

/**
 * A network of a runtime on Linux's io_uring:
 *
 * <pre>{@code
 * Nagare nagare = Nagare.multiThread().network(Uring.networkOrSystem()).start();
 * }</pre>
 *
 * <p>It serves TCP, Unix and UDP sockets and all that runs on them. The programs stay the same. Each worker has a ring
 * of its own.
 *
 * <p>Any thread may call. Nothing is kept: a runtime gives rings, buffers and descriptors back when it is closed.
 *
 * @since 0.1
 */
public final class Uring {

    private Uring() {}

    /**
     * Returns the network on io_uring.
     *
     * @throws UnsupportedOperationException if there is no io_uring; the message says why
     */
    public static SelectorProvider network() {
        String reason = unavailabilityReason();
        if (reason != null) {
            throw new UnsupportedOperationException(reason);
        }
        return RingProvider.SYSTEM;
    }

    /** Returns the network on io_uring or, if there is none, logs one line that says why and returns the system's. */
    public static SelectorProvider networkOrSystem() {
        return networkOrSystem(Rehearsal.reason(), System.getLogger(Uring.class.getName()));
    }

    static SelectorProvider networkOrSystem(@Nullable String reason, Logger log) {
        if (reason == null) {
            return RingProvider.SYSTEM;
        }
        log.log(Level.WARNING, "The system''s selector serves the network instead of io_uring: {0}", reason);
        return SelectorProvider.provider();
    }

    /** Whether io_uring can be used here. The first call tries it out. */
    public static boolean isAvailable() {
        return unavailabilityReason() == null;
    }

    /** Returns why io_uring cannot be used here, in words, or null if it can. The first call tries it out. */
    public static @Nullable String unavailabilityReason() {
        return Rehearsal.reason();
    }
}
