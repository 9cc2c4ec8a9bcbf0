package io.nagare.testing;

/** What a {@link TestPublisher} may do wrong if a test allows it, to see how a subscriber stands it. */
public enum Violation {

    /** {@code next} sends although nothing is requested. */
    BEYOND_DEMAND("1.1"),

    /** Signals that two threads send are sent at the same time; without this one waits for the other. */
    CONCURRENT("1.3"),

    /** Signals are sent after the end. */
    AFTER_END("1.7"),

    /** Signals are sent after cancellation. */
    AFTER_CANCEL("1.8"),

    /** A subscriber gets no {@code onSubscribe}, and what is sent nevertheless. */
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

    /** The number of the rule of Reactive Streams that it breaks. */
    public String rule() {
        return rule;
    }
}
