package io.nagare.driver;

/**
 * Saturating arithmetic on demand (Reactive Streams 3.17): {@link Long#MAX_VALUE} means unbounded and stays so.
 *
 * @since 0.1
 */
public final class Demand {

    /** Unbounded demand, which is not counted. */
    public static final long UNBOUNDED = Long.MAX_VALUE;

    private Demand() {}

    /** Adds two demands, neither of them negative. */
    public static long add(long demand, long more) {
        long sum = demand + more;
        return sum < 0 ? UNBOUNDED : sum;
    }

    /** Multiplies a demand by a factor, neither of them negative. */
    public static long multiply(long demand, long factor) {
        long high = Math.multiplyHigh(demand, factor);
        long low = demand * factor;
        return high != 0 || low < 0 ? UNBOUNDED : low;
    }

    /** Returns the demand that is left after {@code used} items. Unbounded demand stays unbounded. */
    public static long subtract(long demand, long used) {
        return demand == UNBOUNDED ? UNBOUNDED : demand - used;
    }
}
