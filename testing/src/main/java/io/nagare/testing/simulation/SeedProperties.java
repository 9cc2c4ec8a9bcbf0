package io.nagare.testing.simulation;

import java.util.stream.LongStream;

/** The system properties that say which seeds are played, and what a failure prints for them. */
final class SeedProperties {

    private SeedProperties() {}

    /** Returns the seeds to play: the one that the property names, or else as many times {@code count} as it says. */
    static LongStream seeds(long first, long count) {
        String only = System.getProperty(Seeds.PROPERTY);
        if (only == null) {
            return LongStream.range(first, Math.addExact(first, Math.multiplyExact(count, factor())));
        }
        int at = only.indexOf('@');
        try {
            return LongStream.of(Long.parseLong(at < 0 ? only : only.substring(0, at)));
        } catch (NumberFormatException noNumber) {
            throw new IllegalArgumentException(
                    Seeds.PROPERTY + " must be a seed, a number, but was " + only, noNumber);
        }
    }

    private static long factor() {
        String factor = System.getProperty(Seeds.FACTOR_PROPERTY, "1");
        if (factor.matches("[1-9][0-9]{0,5}|1000000")) {
            return Long.parseLong(factor);
        }
        throw new IllegalArgumentException(
                Seeds.FACTOR_PROPERTY + " must be from 1 to 1,000,000, but was " + factor);
    }

    /** Returns a seed as a failure prints it, with the hash of its history. */
    static String printed(long seed, long hash) {
        return seed + "@" + Long.toHexString(hash);
    }

    /** Says if the seed that the property names has another history than when it was printed. */
    static void compare(String printedNow) {
        String only = System.getProperty(Seeds.PROPERTY, "");
        if (only.indexOf('@') > 0 && !only.equals(printedNow)) {
            System.err.println("the seed " + only + " has another history now, that of " + printedNow
                    + ": the test, the program, Nagare, or what they ask outside of the simulation has changed");
        }
    }
}
