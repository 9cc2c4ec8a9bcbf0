package io.nagare.nats;

import io.nagare.channel.Mpsc;
import java.time.Duration;

/**
 * How a queue is kept by the server and worked on. All programs that open the same queue must give the same values,
 * except {@code sending}, which is each program's own. Immutable.
 *
 * @param capacity how many values the server keeps that nobody has acknowledged, 1 to {@link Mpsc#MAX_CAPACITY}; more
 *     senders wait
 * @param inMemory whether the server keeps them in memory; a restart of a single server then ends the channel
 * @param replicas how many servers of a cluster keep them, 1 to 5
 * @param answerWithin how long a receiver has for a value until it goes to another one, at least 10 ms
 * @param unanswered how many values all receivers together may have at once, 1 to {@link Mpsc#MAX_CAPACITY}
 * @param sending how many values are on their way to the server at once, 1 to {@link BroadcastSettings#MAX_SENDING}.
 *     With 1, the values of a program keep their order even if the queue is full
 * @since 0.1
 */
public record QueueSettings(
        int capacity, boolean inMemory, int replicas, Duration answerWithin, int unanswered, int sending) {

    /** How long a receiver has for a value unless told otherwise. */
    public static final Duration DEFAULT_ANSWER_WITHIN = Duration.ofSeconds(30);

    /** How many values all receivers may have at once unless told otherwise. */
    public static final int DEFAULT_UNANSWERED = 1024;

    private static final Duration SHORTEST = Duration.ofMillis(10);

    /** Checks the ranges. */
    public QueueSettings {
        check("capacity", capacity, Mpsc.MAX_CAPACITY);
        check("number of replicas", replicas, 5);
        check("number of unanswered values", unanswered, Mpsc.MAX_CAPACITY);
        check("number of values on their way", sending, BroadcastSettings.MAX_SENDING);
        if (answerWithin.compareTo(SHORTEST) < 0 || answerWithin.compareTo(StreamSettings.LONGEST_SPAN) > 0) {
            throw new IllegalArgumentException("a receiver must have " + SHORTEST + " to "
                    + StreamSettings.LONGEST_SPAN + " (292 years) for a value, but had " + answerWithin);
        }
    }

    private static void check(String what, int value, int most) {
        if (value < 1 || value > most) {
            throw new IllegalArgumentException(
                    "a queue's " + what + " must be 1 to " + most + ", but was " + value);
        }
    }

    /**
     * Keeps the values in files of one server.
     *
     * @throws IllegalArgumentException if the capacity is out of range
     */
    public static QueueSettings bounded(int capacity) {
        return new QueueSettings(
                capacity,
                false,
                1,
                DEFAULT_ANSWER_WITHIN,
                DEFAULT_UNANSWERED,
                BroadcastSettings.DEFAULT_SENDING);
    }

    /** Keeps the values in memory, and no longer than the server runs. */
    public QueueSettings inMemoryOnly() {
        return new QueueSettings(capacity, true, replicas, answerWithin, unanswered, sending);
    }

    /** Sets how many servers of a cluster keep the values. */
    public QueueSettings replicated(int servers) {
        return new QueueSettings(capacity, inMemory, servers, answerWithin, unanswered, sending);
    }

    /** Sets how long a receiver has for a value until it goes to another one. */
    public QueueSettings answeringWithin(Duration limit) {
        return new QueueSettings(capacity, inMemory, replicas, limit, unanswered, sending);
    }

    /** Sets how many values all receivers together may have at once. */
    public QueueSettings unanswered(int values) {
        return new QueueSettings(capacity, inMemory, replicas, answerWithin, values, sending);
    }

    /** Sets how many values are on their way to the server at once. */
    public QueueSettings sendingAtOnce(int values) {
        return new QueueSettings(capacity, inMemory, replicas, answerWithin, unanswered, values);
    }
}
