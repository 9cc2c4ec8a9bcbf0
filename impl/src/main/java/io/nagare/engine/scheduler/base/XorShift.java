package io.nagare.engine.scheduler.base;

/** Marsaglia's xorshift generator of 32 bits: enough to spread thieves over their victims. */
final class XorShift implements Randomness {

    private static final int GOLDEN_RATIO = 0x9E3779B9;

    private int state;

    XorShift(int seed) {
        int mixed = (seed + 1) * GOLDEN_RATIO;
        state = mixed == 0 ? GOLDEN_RATIO : mixed;
    }

    @Override
    public int below(int bound) {
        int x = state;
        x ^= x << 13;
        x ^= x >>> 17;
        x ^= x << 5;
        state = x;
        return (int) (Integer.toUnsignedLong(x) * bound >>> 32);
    }
}
