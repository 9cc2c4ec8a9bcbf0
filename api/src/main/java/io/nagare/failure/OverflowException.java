package io.nagare.failure;

/**
 * A source that cannot be slowed down had an item for which there was neither demand nor room.
 *
 * @since 0.1
 */
public final class OverflowException extends NagareException {

    private static final long serialVersionUID = 1L;

    private final int capacity;
    private final long demand;

    /**
     * Names the operator, the demand and the buffer.
     *
     * @param stage the operator
     * @param demand the demand of downstream, in items
     * @param capacity how many items the buffer may hold
     */
    public OverflowException(String stage, long demand, int capacity) {
        super(stage + " overflowed: its buffer of " + capacity + " items is full and the demand is " + demand
                + "; request faster, choose a larger capacity, or a policy that drops");
        this.demand = demand;
        this.capacity = capacity;
    }

    /** The demand of downstream when the buffer was full, in items. */
    public long demand() {
        return demand;
    }

    /** How many items the buffer may hold. */
    public int capacity() {
        return capacity;
    }
}
