package io.nagare.failure;

/**
 * A receiver of a broadcast was too slow, so values were overwritten. Its policy is to fail in that case.
 *
 * @since 0.1
 */
public final class LaggedException extends NagareException {

    private static final long serialVersionUID = 1L;

    private final long missed;

    /** Names how many values the receiver missed, and the capacity of the broadcast. */
    public LaggedException(long missed, int capacity) {
        super("the receiver fell behind a broadcast of capacity " + capacity + " and missed " + missed + " values");
        this.missed = missed;
    }

    /** How many values were missed. */
    public long missed() {
        return missed;
    }
}
