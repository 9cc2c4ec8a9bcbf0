package io.nagare.driver;

import java.time.Instant;

/** The seam for time: everything in the library that asks for the time asks one of these. */
public interface TimeSource {

    /** Nanoseconds of a clock that never goes back; only differences mean something. */
    long nanoTime();

    /** The time of day. */
    Instant now();
}
