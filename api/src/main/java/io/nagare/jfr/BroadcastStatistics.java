package io.nagare.jfr;

import static java.util.Objects.requireNonNull;

import io.nagare.Nagare;
import io.nagare.channel.Multicast;
import io.nagare.driver.Driver;
import io.nagare.driver.Resource;
import io.nagare.failure.RuntimeClosedException;
import org.jspecify.annotations.Nullable;

/**
 * Records what a broadcast holds, every 5 s while there is a recording, as the event {@code
 * nagare.BroadcastStatistics}:
 *
 * <pre>{@code
 * BroadcastStatistics ofPrices = BroadcastStatistics.record(runtime, prices, "prices");
 * }</pre>
 *
 * <p>It ends when this or the runtime is closed. Until then Flight Recorder keeps the broadcast alive. Without Flight
 * Recorder nothing is recorded. Any thread may call.
 *
 * @since 0.1
 */
public final class BroadcastStatistics implements AutoCloseable {

    private final Driver driver;
    private final Resource end = this::stop;

    /** What makes Flight Recorder stop; null if it does nothing. Guarded by the monitor of this. */
    private @Nullable Runnable stop;

    /** Guarded by the monitor of this. */
    private boolean closed;

    private BroadcastStatistics(Driver driver) {
        this.driver = driver;
    }

    /**
     * Begins to record a broadcast.
     *
     * @param runtime with whose end this ends, and whose name is in the events
     * @param name tells the broadcasts of the runtime apart; two may have the same
     * @throws IllegalArgumentException if the name is blank
     * @throws RuntimeClosedException if the runtime was closed
     */
    public static BroadcastStatistics record(Nagare runtime, Multicast<?> channel, String name) {
        Driver driver = requireNonNull(runtime, "runtime").driver();
        requireNonNull(channel, "channel");
        if (requireNonNull(name, "name").isBlank()) {
            throw new IllegalArgumentException("the events of a broadcast need a name, but it was blank");
        }
        BroadcastStatistics statistics = new BroadcastStatistics(driver);
        if (driver.isClosed() || !driver.opened(statistics.end)) {
            throw new RuntimeClosedException(driver.name(), "recording a broadcast");
        }
        statistics.start(channel, name);
        return statistics;
    }

    private synchronized void start(Multicast<?> channel, String name) {
        if (closed) {
            return;
        }
        try {
            stop = PeriodicStatistics.begin(driver.name(), channel, name);
        } catch (NoClassDefFoundError absent) {
            // The JVM has no Flight Recorder.
        }
    }

    /** Ends the recording of this broadcast. A second call does nothing. */
    @Override
    public void close() {
        stop();
        driver.closed(end);
    }

    private synchronized void stop() {
        closed = true;
        if (stop != null) {
            stop.run();
            stop = null;
        }
    }
}
