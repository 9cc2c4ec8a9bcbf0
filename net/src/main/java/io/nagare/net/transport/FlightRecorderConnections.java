package io.nagare.net.transport;

import io.nagare.net.socket.Addresses;
import jdk.jfr.FlightRecorder;
import org.jspecify.annotations.Nullable;

/**
 * The events of connections, for Flight Recorder. Any thread may call.
 *
 * <p>Always holds: until Flight Recorder is initialized, no event class is either. The first one would have Flight
 * Recorder read all its metadata, which every program would pay for.
 */
final class FlightRecorderConnections extends ConnectionEvents {

    /**
     * An event that is never committed, and knows whether a recording wants its like. Plain: several threads may make
     * one each.
     */
    private @Nullable ConnectionClosedEvent asked;

    private FlightRecorderConnections() {}

    /** Throws if Flight Recorder is not there. If this JVM cannot record, {@link #isOn} is always false. */
    static ConnectionEvents find() {
        FlightRecorder.isInitialized();
        return new FlightRecorderConnections();
    }

    @Override
    boolean isOn() {
        if (!FlightRecorder.isInitialized()) {
            return false;
        }
        try {
            ConnectionClosedEvent present = asked;
            if (present == null) {
                present = new ConnectionClosedEvent();
                asked = present;
            }
            return present.isEnabled();
        } catch (Throwable refused) {
            // There is no memory for an event.
            return false;
        }
    }

    @Override
    void closed(Transport transport, String runtime, long nanos) {
        try {
            ConnectionClosedEvent event = new ConnectionClosedEvent();
            if (event.shouldCommit()) {
                event.runtime = runtime;
                event.localAddress = Addresses.describe(transport.localAddress());
                event.remoteAddress = Addresses.describe(transport.remoteAddress());
                event.reason = transport.reason();
                event.cutOff = transport.wasCutOff();
                event.openFor = nanos;
                event.bytesRead = transport.bytesRead();
                event.bytesWritten = transport.bytesWritten();
                event.commit();
            }
        } catch (Throwable refused) {
            // As above.
        }
    }
}
