package io.nagare.engine.stage;

import java.time.Duration;

/** Durations as nanoseconds on the scale of a timer. */
public final class Durations {

    /**
     * What any longer duration is taken for, about 73 years: as far as a difference of two times of a clock can be
     * trusted.
     */
    public static final long FOREVER = Long.MAX_VALUE / 4;

    private Durations() {}

    /** The nanoseconds of a duration that is not negative, {@link #FOREVER} at the most. */
    public static long saturatedNanos(Duration duration) {
        return duration.compareTo(Duration.ofNanos(FOREVER)) >= 0 ? FOREVER : duration.toNanos();
    }
}
