package io.nagare.failure;

/**
 * More publishers of an {@code expand} would have waited for their turn than its capacity allows.
 *
 * @since 0.1
 */
public final class ExpansionLimitException extends NagareException {

    private static final long serialVersionUID = 1L;

    private final int capacity;

    /** @param capacity how many publishers may wait */
    public ExpansionLimitException(int capacity) {
        super("expand has no room: " + capacity
                + " publishers wait for their turn already, and an item needs another; limit the stream,"
                + " have the function return Many.empty() for items that do not expand, or choose a"
                + " larger capacity");
        this.capacity = capacity;
    }

    /** How many publishers may wait. */
    public int capacity() {
        return capacity;
    }
}
