package io.nagare.micrometer;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.nagare.Nagare;
import io.nagare.net.ConnectionCounts;
import io.nagare.net.Connections;

/**
 * Meters of all connections of a runtime over TCP and Unix sockets: {@code nagare.connections.open}, {@code .accepted},
 * {@code .connected}, {@code .failed.attempts}, {@code .turned.away}, {@code .cut.off}, {@code .bytes.read}, {@code
 * .bytes.written}, {@code .readers.paused} and {@code .writers.waiting}, with the tag {@code runtime}. {@link
 * ConnectionCounts} says what each is. Needs {@code nagare-net}.
 *
 * <p>The connections are looked at once a second at most. The registry does not keep the runtime alive.
 * Close these before others with the same name and tags are bound: a registry keeps the meters that came first.
 */
public final class ConnectionMeters implements MeterBinder, AutoCloseable {

    private static final String UNIT = "connections";

    private final Nagare runtime;
    private final Tags tags;
    private final Bound bound = new Bound();

    /**
     * Makes meters of a runtime's connections.
     *
     * @param name the value of the tag {@code runtime}
     */
    public ConnectionMeters(Nagare runtime, String name, Tag... tags) {
        this.runtime = requireNonNull(runtime, "runtime");
        this.tags = Tags.of(requireNonNull(tags, "tags")).and("runtime", requireNonNull(name, "name"));
    }

    /** Removes the meters from the registries to which they were bound. */
    @Override
    public void close() {
        bound.remove();
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Meters<Nagare, ConnectionCounts> meters =
                Meters.of(registry, bound, runtime, Connections::counts, "nagare.connections.", tags);
        meters.gauge("open", "Connections that are open", ConnectionCounts::open);
        meters.gauge("readers.paused", "Connections whose reader has no demand", ConnectionCounts::readersPaused);
        meters.gauge("writers.waiting", "Connections whose peer takes nothing", ConnectionCounts::writersWaiting);
        meters.counter("accepted", UNIT, "Connections that were accepted", ConnectionCounts::accepted);
        meters.counter("connected", UNIT, "Connections that were made", ConnectionCounts::connected);
        meters.counter("failed.attempts", "attempts", "Addresses not reached", ConnectionCounts::failedAttempts);
        meters.counter("turned.away", UNIT, "Connections that were too many", ConnectionCounts::turnedAway);
        meters.counter("cut.off", UNIT, "Connections that were reset", ConnectionCounts::cutOff);
        meters.counter("bytes.read", "bytes", "Bytes that have come", ConnectionCounts::bytesRead);
        meters.counter("bytes.written", "bytes", "Bytes handed to the system", ConnectionCounts::bytesWritten);
    }
}
