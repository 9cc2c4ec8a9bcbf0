package io.nagare.nats;

import static java.util.Objects.requireNonNull;

import io.nats.client.Message;

/**
 * Where a consumer's message stands. The server says it in the subject of the acknowledgement: {@code $JS.ACK}, the
 * domain and the account (newer servers only), the stream, the consumer, and then numbers (ADR-15 of NATS). Reading
 * these three takes a tenth of the time of jnats' {@code metaData()}, which also makes a date. Immutable.
 *
 * @param attempt how often the message was sent, this time included
 * @param number the message's number in the stream
 * @param pending how many messages the consumer has still to send
 */
record Place(long attempt, long number, long pending) {

    /** The dots of a subject that names no domain. */
    private static final int DOTS = 8;

    static Place of(Message message) {
        String subject = requireNonNull(message.getReplyTo(), "the subject of the acknowledgement");
        long dots = subject.chars().filter(each -> each == '.').count();
        int attempt = behind(subject, 0, dots == DOTS ? 4 : 6);
        int number = behind(subject, attempt, 1);
        int pending = behind(subject, number, 3);
        return new Place(at(subject, attempt), at(subject, number), at(subject, pending));
    }

    /** Returns the index behind so many dots. */
    private static int behind(String subject, int from, int dots) {
        int index = from;
        for (int i = 0; i < dots; i++) {
            index = subject.indexOf('.', index) + 1;
        }
        return index;
    }

    private static long at(String subject, int from) {
        int dot = subject.indexOf('.', from);
        return Long.parseLong(subject, from, dot < 0 ? subject.length() : dot, 10);
    }
}
