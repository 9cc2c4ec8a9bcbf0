package io.nagare.testing;

/**
 * A rule of Reactive Streams that a {@link TestPublisher} breaks if a test allows it, to see how a subscriber reacts.
 *
 * @since 0.1
 */
public enum Violation {

    /** {@code next} sends an item without demand. */
    BEYOND_DEMAND("1.1"),

    /** Signals of two threads are sent at the same time. Otherwise one thread waits for the other. */
    CONCURRENT("1.3"),

    /** Signals are sent after the end. */
    AFTER_END("1.7"),

    /** Signals are sent after cancellation. */
    AFTER_CANCEL("1.8"),

    /** A subscriber gets signals without an {@code onSubscribe}. */
    NO_SUBSCRIPTION("1.9"),

    /** A subscriber gets null in {@code onSubscribe}. */
    NULL_SUBSCRIPTION("2.13"),

    /** A subscriber gets a second {@code onSubscribe}. */
    TWO_SUBSCRIPTIONS("2.12"),

    /** {@code next(null)} sends null. */
    NULL_ITEM("2.13"),

    /** {@code error(null)} sends null. */
    NULL_FAILURE("2.13"),

    /** A request of less than 1 is ignored. */
    BAD_DEMAND_IGNORED("3.9");

    private final String rule;

    Violation(String rule) {
        this.rule = rule;
    }

    /** The number of the rule that this breaks. */
    public String rule() {
        return rule;
    }
}
