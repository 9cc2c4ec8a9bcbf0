package io.nagare.driver;

/** Saturating arithmetic on demand (Reactive Streams 3.17): {@link Long#MAX_VALUE} means unbounded and stays so. */
public final class Demand {

    /** Demand that is not counted. */
    public static final long UNBOUNDED = Long.MAX_VALUE;

    private Demand() {}

    /** The sum of two demands that are not negative. */
    public static long add(long demand, long more) {
        long sum = demand + more;
        return sum < 0 ? UNBOUNDED : sum;
    }

    /** {@code demand} times {@code factor}, neither negative. */
    public static long multiply(long demand, long factor) {
        long high = Math.multiplyHigh(demand, factor);
        long low = demand * factor;
        return high != 0 || low < 0 ? UNBOUNDED : low;
    }

    /** What is left of {@code demand} after {@code used} items; unbounded demand stays unbounded. */
    public static long subtract(long demand, long used) {
        return demand == UNBOUNDED ? UNBOUNDED : demand - used;
    }
}
