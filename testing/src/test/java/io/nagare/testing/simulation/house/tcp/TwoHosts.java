package io.nagare.testing.simulation.house.tcp;

import static org.junit.jupiter.api.Assertions.assertThrows;

import io.nagare.Many;
import io.nagare.One;
import io.nagare.engine.strand.Probe;
import io.nagare.failure.BlockingCallException;
import io.nagare.net.Connection;
import io.nagare.net.ConnectionOptions;
import io.nagare.net.ListenOptions;
import io.nagare.net.Listener;
import io.nagare.net.Tcp;
import io.nagare.testing.simulation.Host;
import io.nagare.testing.simulation.Simulation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** A server, a client and the network between them, for the tests of sockets. */
final class TwoHosts {

    static final int PORT = 7000;
    static final Duration LIMIT = Duration.ofMinutes(1);

    final Simulation simulation;
    final Host server;
    final Host client;

    /** What the test has opened. */
    private final List<End> opened = new ArrayList<>();

    TwoHosts(Simulation simulation) {
        this.simulation = simulation;
        this.server = simulation.host("server");
        this.client = simulation.host("client");
    }

    void eventually(BooleanSupplier happened) {
        simulation.runUntil(happened, LIMIT);
    }

    /** Lets everything happen that happens by itself within a second. */
    void settle() {
        simulation.run(Duration.ofSeconds(1));
    }

    Listener listen() {
        return server.blockOn(() -> Tcp.listenUntilClosed("server", PORT));
    }

    /** A listener with small buffers for its connections. */
    Listener listenWithSmallBuffers() {
        ConnectionOptions small = ConnectionOptions.defaults().sendBuffer(4096).receiveBuffer(4096);
        return server.blockOn(
                () -> Tcp.listenUntilClosed("server", PORT, ListenOptions.defaults().connection(small)));
    }

    void echo(Listener listener) {
        server.spawn(() -> listener.accept().spawnEach(10_000, peer -> peer.writeAndEnd(peer.read())));
    }

    End dial() {
        return opened(new End(client, client.blockOn(() -> Tcp.connect("server", PORT))));
    }

    End accept(Listener listener) {
        return opened(new End(server, server.blockOn(() -> listener.accept().next())));
    }

    private End opened(End end) {
        opened.add(end);
        return end;
    }

    /** Subscribes on the server without demand. */
    <T> Probe<T> probe(Many<T> stream) {
        Probe<T> probe = new Probe<>();
        server.blockOn(() -> One.fromRunnable(() -> stream.subscribe(probe)));
        return probe;
    }

    /** The connections that a subscriber of the server has got. */
    List<End> ends(Probe<?> accepted) {
        return accepted.signals().stream()
                .filter(Connection.class::isInstance)
                .map(stream -> opened(new End(server, (Connection) stream)))
                .toList();
    }

    /** The failure that ends a computation on a host, as a stream sees it. */
    static Throwable failure(Host host, Supplier<? extends One<?>> computation) {
        Throwable failure = assertThrows(
                RuntimeException.class, () -> host.blockOn(() -> computation.get().then()));
        return failure instanceof BlockingCallException ? failure.getCause() : failure;
    }

    void close(Listener listener) {
        server.blockOn(() -> One.fromRunnable(listener::close));
    }

    /** Closes what the test has opened. The simulation then checks that nothing is left. */
    void closeAll(Listener listener) {
        close(listener);
        closeOpened();
    }

    /** Closes the connections that the test has opened. */
    void closeOpened() {
        opened.forEach(End::close);
    }
}
