package io.nagare.redis;

/**
 * Where a receiver begins to read what a broadcast keeps. Immutable.
 *
 * @since 0.1
 */
public final class Start {

    private static final Start NOW = new Start(0, 0);

    final int last;
    final long sequence;

    private Start(int last, long sequence) {
        this.last = last;
        this.sequence = sequence;
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
        return new Start(values, 0);
    }

    /**
     * Begins with a place in the stream, such as one behind the last value that an earlier run of this program has
     * handled. Values from there on that are no longer kept are missed. If the server has not come so far, the receiver
     * waits until it has. After a server has lost values, {@link RedisBroadcast#kept} tells how far it has come.
     *
     * @param sequence the number of a value, from 1 on
     */
    public static Start sequence(long sequence) {
        if (sequence < 1) {
            throw new IllegalArgumentException("a sequence begins with 1, but was " + sequence);
        }
        return new Start(0, sequence);
    }

    /** Returns the number of the value before the first one. */
    long before(Extent extent) {
        if (sequence > 0) {
            return sequence - 1;
        }
        return last == 0 ? extent.last() : Math.max(extent.last() - last, extent.first() - 1);
    }

    @Override
    public String toString() {
        return sequence > 0 ? "from " + sequence : "the last " + last;
    }
}
