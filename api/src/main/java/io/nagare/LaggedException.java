package io.nagare;

/**
 * A receiver of a lagging broadcast that asked for failure was too slow, and values were overwritten.
 *
 * @since 0.1
 */
public final class LaggedException extends NagareException {

    private static final long serialVersionUID = 1L;

    private final long missed;

    /** For a receiver that missed that many values. */
    public LaggedException(long missed, int capacity) {
        super("the receiver fell behind a broadcast of capacity " + capacity + " and missed " + missed + " values");
        this.missed = missed;
    }

    /** How many values were missed. */
    public long missed() {
        return missed;
    }
}
