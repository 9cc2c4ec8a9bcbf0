package io.nagare.bench.load;

/**
 * The time at which each message must be sent. Message {@code k} belongs to connection {@code k} modulo the number of
 * connections. So a connection's own count of echoes says which message was answered, and nothing needs to be stored
 * for a message on its way.
 *
 * @param connections how many connections take turns
 * @param rate how many messages all connections send in a second
 * @param seconds how long the part that counts lasts
 * @param warmUpSeconds how long the warm-up before it lasts
 */
record Schedule(int connections, int rate, double seconds, double warmUpSeconds) {

    /** The number of the first message that counts. */
    long firstCounted() {
        return Math.round(rate * warmUpSeconds);
    }

    /** The number of messages, including those of the warm-up. */
    long messages() {
        return firstCounted() + Math.max(1, Math.round(rate * seconds));
    }

    /** The nanoseconds from the beginning to the time of a message. */
    long due(long message) {
        return (long) (message * (1e9 / rate));
    }

    /** Returns the number of a connection's message, given its count from 0 on that connection. */
    long message(int connection, long ofConnection) {
        return ofConnection * connections + connection;
    }
}
