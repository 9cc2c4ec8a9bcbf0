package io.nagare.policy;

import java.time.Instant;

/**
 * The seam for time: all code of the library that needs the time asks a {@code TimeSource}. Any thread may call it.
 *
 * @since 0.1
 */
public interface TimeSource {

    /** Returns the nanoseconds of a clock that never goes back. Only differences mean something. */
    long nanoTime();

    /** Returns the time of day. */
    Instant now();
}
