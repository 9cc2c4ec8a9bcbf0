package io.nagare.micrometer;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.nagare.net.Server;
import io.nagare.net.ServerCounts;

/**
 * Meters of one server: {@code nagare.server.open}, {@code .accepted}, {@code .turned.away}, {@code .over.limit},
 * {@code .cut.off}, {@code .bytes.read}, {@code .bytes.written}, {@code .readers.paused} and {@code .writers.waiting},
 * with the tag {@code server}. {@link ServerCounts} says what each is. Needs {@code nagare-net}.
 *
 * <p>The server is looked at once a second at most. The registry does not keep it alive. Close these
 * before others with the same name and tags are bound: a registry keeps the meters that came first.
 */
public final class ServerMeters implements MeterBinder, AutoCloseable {

    private static final String UNIT = "connections";

    private final Server server;
    private final Tags tags;
    private final Bound bound = new Bound();

    /**
     * Makes meters of a server.
     *
     * @param name the value of the tag {@code server}
     */
    public ServerMeters(Server server, String name, Tag... tags) {
        this.server = requireNonNull(server, "server");
        this.tags = Tags.of(requireNonNull(tags, "tags")).and("server", requireNonNull(name, "name"));
    }

    /** Removes the meters from the registries to which they were bound. */
    @Override
    public void close() {
        bound.remove();
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Meters<Server, ServerCounts> meters =
                Meters.of(registry, bound, server, Server::counts, "nagare.server.", tags);
        meters.gauge("open", "Connections that are open", ServerCounts::open);
        meters.gauge("readers.paused", "Connections whose reader has no demand", ServerCounts::readersPaused);
        meters.gauge("writers.waiting", "Connections whose peer takes nothing", ServerCounts::writersWaiting);
        meters.counter("accepted", UNIT, "Connections that were accepted", ServerCounts::accepted);
        meters.counter("turned.away", UNIT, "Connections that were too many", ServerCounts::turnedAway);
        meters.counter("over.limit", UNIT, "Connections that exceeded a limit", ServerCounts::overLimit);
        meters.counter("cut.off", UNIT, "Connections that were reset", ServerCounts::cutOff);
        meters.counter("bytes.read", "bytes", "Bytes that have come", ServerCounts::bytesRead);
        meters.counter("bytes.written", "bytes", "Bytes handed to the system", ServerCounts::bytesWritten);
    }
}
