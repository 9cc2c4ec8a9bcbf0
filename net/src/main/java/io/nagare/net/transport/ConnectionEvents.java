package io.nagare.net.transport;

/**
 * The events of connections. Unless overridden the methods record none. {@link FlightRecorderConnections} does if the
 * JVM has Flight Recorder. Any thread may call.
 *
 * <p>Always holds: nothing here throws. {@link #isOn} allocates nothing unless there has been a recording.
 */
abstract class ConnectionEvents {

    private static final ConnectionEvents FOUND = find();

    /** Returns the events of this JVM, always the same. */
    static ConnectionEvents ofJvm() {
        return FOUND;
    }

    private static ConnectionEvents find() {
        try {
            return FlightRecorderConnections.find();
        } catch (Throwable absent) {
            // The JVM has no Flight Recorder, or may not use it.
            return new None();
        }
    }

    /** No events. */
    static final class None extends ConnectionEvents {}

    /** Whether a recording wants to know of closed connections. */
    boolean isOn() {
        return false;
    }

    /**
     * Records that a connection has closed.
     *
     * @param runtime the name of the runtime on which it was opened
     * @param nanos for how long it was open
     */
    void closed(Transport transport, String runtime, long nanos) {}
}
