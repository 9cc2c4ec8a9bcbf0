package io.nagare.net.transport;

import io.nagare.driver.Driver;
import io.nagare.policy.TimeSource;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What the connections of one runtime have done in all. Those that are open are asked when somebody wants to know, so
 * this costs a message nothing. May be used by any thread. Counting allocates nothing, since that has to work without
 * memory.
 */
public final class ConnectionTotals {

    private static final ConnectionEvents EVENTS = ConnectionEvents.ofJvm();

    private final TimeSource time;
    private final String runtime;
    private final AtomicLong accepted = new AtomicLong();
    private final AtomicLong connected = new AtomicLong();
    private final AtomicLong failedAttempts = new AtomicLong();
    private final AtomicLong turnedAway = new AtomicLong();
    private final AtomicLong cutOff = new AtomicLong();
    private final AtomicLong bytesRead = new AtomicLong();
    private final AtomicLong bytesWritten = new AtomicLong();

    private ConnectionTotals(Driver driver) {
        time = driver.time();
        runtime = driver.name();
    }

    /** The totals of a runtime. */
    public static ConnectionTotals of(Driver driver) {
        return driver.shared(ConnectionTotals.class, () -> new ConnectionTotals(driver));
    }

    /** The runtime's time, for {@link #countClosed}. */
    long now() {
        return time.nanoTime();
    }

    /** A listener has accepted a connection. */
    public void countAccepted() {
        accepted.getAndIncrement();
    }

    /** A connection to a server was made. */
    public void countConnected() {
        connected.getAndIncrement();
    }

    /** A connection to one address of a server could not be made. */
    public void countFailedAttempt() {
        failedAttempts.getAndIncrement();
    }

    /** A server has turned a connection away. */
    public void countTurnedAway() {
        turnedAway.getAndIncrement();
    }

    /** The wire of a connection was given back that was opened at a time. Called once for each. */
    void countClosed(Transport transport, long openedAt) {
        if (transport.wasCutOff()) {
            cutOff.getAndIncrement();
        }
        bytesRead.getAndAdd(transport.bytesRead());
        bytesWritten.getAndAdd(transport.bytesWritten());
        if (EVENTS.isOn()) {
            EVENTS.closed(transport, runtime, now() - openedAt);
        }
    }

    public long accepted() {
        return accepted.get();
    }

    public long connected() {
        return connected.get();
    }

    public long failedAttempts() {
        return failedAttempts.get();
    }

    public long turnedAway() {
        return turnedAway.get();
    }

    public long cutOff() {
        return cutOff.get();
    }

    /** Of the connections that are closed. */
    public long bytesRead() {
        return bytesRead.get();
    }

    /** Of the connections that are closed. */
    public long bytesWritten() {
        return bytesWritten.get();
    }
}
