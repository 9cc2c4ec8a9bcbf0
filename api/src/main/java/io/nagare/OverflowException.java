package io.nagare;

/** A source that cannot be slowed down had an item for which there was neither demand nor room. */
public final class OverflowException extends NagareException {

    private static final long serialVersionUID = 1L;

    private final int capacity;

    /**
     * Names where it happened.
     *
     * @param stage the operator
     * @param capacity how many items it may hold
     */
    public OverflowException(String stage, int capacity) {
        super(stage + " overflowed: " + capacity + " items are waiting for demand and there is room for no more; "
                + "request faster, choose a larger capacity, or a policy that drops");
        this.capacity = capacity;
    }

    /** How many items the buffer may hold. */
    public int capacity() {
        return capacity;
    }
}
