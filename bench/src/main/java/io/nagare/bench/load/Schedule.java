package io.nagare.bench.load;

/**
 * When each message is to be sent. Message {@code k} belongs to connection {@code k} modulo the number of connections,
 * so a connection's own count of echoes says which message was answered, and nothing is kept of a message on its way.
 *
 * @param connections that take turns
 * @param rate messages a second over all connections
 * @param seconds that count
 * @param warmUpSeconds before them
 */
record Schedule(int connections, int rate, double seconds, double warmUpSeconds) {

    /** The number of the first message that counts. */
    long firstCounted() {
        return Math.round(rate * warmUpSeconds);
    }

    /** How many messages there are, those of the warm-up included. */
    long messages() {
        return firstCounted() + Math.max(1, Math.round(rate * seconds));
    }

    /** Nanoseconds from the begin to the time of a message. */
    long due(long message) {
        return (long) (message * (1e9 / rate));
    }

    /** The number of a connection's message, which counts from 0 at each connection. */
    long message(int connection, long ofConnection) {
        return ofConnection * connections + connection;
    }
}
