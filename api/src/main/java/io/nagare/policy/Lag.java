package io.nagare.policy;

import java.util.Objects;
import java.util.function.LongConsumer;

/**
 * What a receiver of a lagging broadcast does when values were overwritten before it took them. In each case it learns
 * the exact number: received + missed = sent since it subscribed.
 *
 * @param fails whether the stream ends with a {@code LaggedException}
 * @param onMissed told how many values were missed, on the receiver's strand, before the next value; must not block
 */
public record Lag(boolean fails, LongConsumer onMissed) {

    /** Checks for null. */
    public Lag {
        Objects.requireNonNull(onMissed, "onMissed");
    }

    /** Goes on with the oldest value that is still there. */
    public static Lag skip() {
        return new Lag(false, missed -> {});
    }

    /** Tells how many values were missed, and goes on with the oldest value that is still there. */
    public static Lag skip(LongConsumer onMissed) {
        return new Lag(false, onMissed);
    }

    /** Ends the stream with a {@code LaggedException} that says how many values were missed. */
    public static Lag fail() {
        return new Lag(true, missed -> {});
    }
}
