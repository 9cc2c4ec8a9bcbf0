package io.nagare.policy;

import java.util.Objects;
import java.util.function.LongConsumer;

/**
 * What a receiver of a lagging broadcast does when values were overwritten before it took them. It always learns the
 * exact number: received + missed = sent since it subscribed.
 *
 * @param fails whether the stream fails with a {@code LaggedException}
 * @param onMissed called with the number of missed values, on the receiver's strand, before the next value; must not
 *     block
 * @since 0.1
 */
public record Lag(boolean fails, LongConsumer onMissed) {

    /** Checks for null. */
    public Lag {
        Objects.requireNonNull(onMissed, "onMissed");
    }

    /** Continues with the oldest value that is still there. */
    public static Lag skip() {
        return new Lag(false, missed -> {});
    }

    /**
     * Calls {@code onMissed} with the number of missed values, and continues with the oldest value that is still there.
     */
    public static Lag skip(LongConsumer onMissed) {
        return new Lag(false, onMissed);
    }

    /** Fails the stream with a {@code LaggedException}, which names the number of missed values. */
    public static Lag fail() {
        return new Lag(true, missed -> {});
    }
}
