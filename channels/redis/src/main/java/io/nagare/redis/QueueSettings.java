package io.nagare.redis;

import io.nagare.channel.Mpsc;
import java.time.Duration;

/**
 * How a queue is kept by the server and worked on. All programs that open the same queue must give the same values,
 * except {@code sending}, which is each program's own. Immutable.
 *
 * @param capacity how many values the server keeps that nobody has acknowledged, 1 to {@link Mpsc#MAX_CAPACITY}; more
 *     senders wait
 * @param answerWithin how long a receiver has for a value until it goes to another one, 10 ms to 36,500 days
 * @param unanswered how many values all receivers together may have at once, 1 to {@link Mpsc#MAX_CAPACITY}
 * @param sending how many values are on their way to the server at once, 1 to {@link BroadcastSettings#MAX_SENDING}
 * @since 0.1
 */
public record QueueSettings(int capacity, Duration answerWithin, int unanswered, int sending) {

    /** How long a receiver has for a value unless told otherwise. */
    public static final Duration DEFAULT_ANSWER_WITHIN = Duration.ofSeconds(30);

    /** How many values all receivers may have at once unless told otherwise. */
    public static final int DEFAULT_UNANSWERED = 1024;

    private static final Duration SHORTEST = Duration.ofMillis(10);

    /** The longest time that the server is told. Its scripts count whole milliseconds exactly up to far beyond this. */
    static final Duration LONGEST = Duration.ofDays(36_500);

    /** Checks the ranges. */
    public QueueSettings {
        check("capacity", capacity, Mpsc.MAX_CAPACITY);
        check("number of unanswered values", unanswered, Mpsc.MAX_CAPACITY);
        check("number of values on their way", sending, BroadcastSettings.MAX_SENDING);
        if (answerWithin.compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException(
                    "a receiver must have " + SHORTEST + " at least for a value, but had " + answerWithin);
        }
        if (answerWithin.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("a receiver can have " + LONGEST.toDays()
                    + " days at most for a value, but had " + answerWithin);
        }
    }

    private static void check(String what, int value, int most) {
        if (value < 1 || value > most) {
            throw new IllegalArgumentException(
                    "a queue's " + what + " must be 1 to " + most + ", but was " + value);
        }
    }

    /**
     * Keeps that many values.
     *
     * @throws IllegalArgumentException if the capacity is out of range
     */
    public static QueueSettings bounded(int capacity) {
        return new QueueSettings(
                capacity, DEFAULT_ANSWER_WITHIN, DEFAULT_UNANSWERED, BroadcastSettings.DEFAULT_SENDING);
    }

    /** Sets how long a receiver has for a value until it goes to another one. */
    public QueueSettings answeringWithin(Duration limit) {
        return new QueueSettings(capacity, limit, unanswered, sending);
    }

    /** Sets how many values all receivers together may have at once. */
    public QueueSettings unanswered(int values) {
        return new QueueSettings(capacity, answerWithin, values, sending);
    }

    /** Sets how many values are on their way to the server at once. */
    public QueueSettings sendingAtOnce(int values) {
        return new QueueSettings(capacity, answerWithin, unanswered, values);
    }
}
