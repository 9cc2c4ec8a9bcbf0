package io.nagare.engine.time;

import java.time.Duration;

/** Converts durations to nanoseconds on the scale of a timer. Called on any thread. */
public final class Durations {

    /**
     * The longest duration, about 73 years; any longer one is taken for it. Differences between two times of a clock
     * can be trusted up to it.
     */
    public static final long FOREVER = Long.MAX_VALUE / 4;

    private Durations() {}

    /** Returns the nanoseconds of a duration that is not negative, {@link #FOREVER} at most. */
    public static long saturatedNanos(Duration duration) {
        return duration.compareTo(Duration.ofNanos(FOREVER)) >= 0 ? FOREVER : duration.toNanos();
    }
}
