package io.nagare.nats;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a receiver begins to read what a broadcast keeps. Immutable.
 *
 * @since 0.1
 */
public final class Start {

    private static final Start NOW = new Start(0, 0, null);

    final int last;
    final long sequence;
    final @Nullable Instant time;

    private Start(int last, long sequence, @Nullable Instant time) {
        this.last = last;
        this.sequence = sequence;
        this.time = time;
    }

    /** Begins with the values that are sent after the subscription. */
    public static Start now() {
        return NOW;
    }

    /**
     * Begins with the last values that were sent before.
     *
     * @param values how many, at least 1
     */
    public static Start last(int values) {
        if (values < 1) {
            throw new IllegalArgumentException("at least 1 value must be asked for, but " + values + " were");
        }
        return new Start(values, 0, null);
    }

    /**
     * Begins with a place in the stream, such as one behind the last value that an earlier run of this program has
     * handled. Values from there on that are no longer kept are missed.
     *
     * @param sequence the number of a value, from 1 on
     */
    public static Start sequence(long sequence) {
        if (sequence < 1) {
            throw new IllegalArgumentException("a sequence begins with 1, but was " + sequence);
        }
        return new Start(0, sequence, null);
    }

    /** Begins with the first value that is kept and was stored at this time or later, by the server's clock. */
    public static Start time(Instant time) {
        return new Start(0, 0, requireNonNull(time, "time"));
    }

    /** Returns the number of the value before the first one; not for a time, which only the server can place. */
    long before(Extent extent) {
        if (sequence > 0) {
            return sequence - 1;
        }
        // The first number of an empty stream is one more than its last.
        long kept = Math.min(extent.first() - 1, extent.last());
        return last == 0 ? extent.last() : Math.max(0, Math.max(extent.last() - last, kept));
    }

    @Override
    public String toString() {
        if (time != null) {
            return "from " + time;
        }
        return sequence > 0 ? "from " + sequence : "the last " + last;
    }
}
