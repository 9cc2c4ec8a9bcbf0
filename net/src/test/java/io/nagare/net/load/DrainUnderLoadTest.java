package io.nagare.net.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.One;
import io.nagare.Task;
import io.nagare.net.ConnectFailedException;
import io.nagare.net.Connection;
import io.nagare.net.Server;
import io.nagare.net.Tcp;
import io.nagare.net.fixture.TcpFixture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Draining a server on which requests of many connections are being answered. */
class DrainUnderLoadTest extends TcpFixture {

    private static final int CONNECTIONS = 200;
    private static final Duration WORK = Duration.ofMillis(50);
    private static final Duration DRAIN_LIMIT = Duration.ofSeconds(5);

    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger answered = new AtomicInteger();

    private One<Void> answer(Connection peer) {
        return peer.write(peer.read()
                .lines()
                .takeUntil(peer.draining())
                .doOnNext(line -> begun.incrementAndGet())
                .concatMap(line -> One.delay(WORK).thenReturn(Bytes.utf8(line + "\n"))));
    }

    /** Sends a request when the last one was answered, until the connection ends. */
    private Task<Void> ask(int port) {
        return nagare.spawn(Tcp.connecting("127.0.0.1", port, peer -> {
                    Many<String> answers = peer.read().lines().doOnNext(line -> answered.incrementAndGet());
                    return peer.write(Bytes.utf8("first\n"))
                            .thenMany(answers.concatMap(line -> peer.write(Bytes.utf8("next\n"))
                                    .onErrorComplete()));
                })
                .then());
    }

    @Test
    void nothingThatWasBegunIsLost() {
        Server server = nagare.blockOn(Tcp.serveInBackground("127.0.0.1", 0, this::answer), LIMIT);
        List<Task<Void>> clients = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            clients.add(ask(server.port()));
        }
        eventually("requests are answered", () -> answered.get() > 2 * CONNECTIONS);
        assertEquals(CONNECTIONS, server.connections());
        long start = System.nanoTime();
        Task<Integer> drain = nagare.spawn(server.drain(DRAIN_LIMIT));
        eventually("new peers are refused", () -> isRefused(server.port()));
        assertEquals(0, drain.block(LIMIT), "none was cut off");
        long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        assertTrue(took < DRAIN_LIMIT.toMillis(), "draining took " + took + " ms");
        clients.forEach(client -> client.block(LIMIT));
        assertEquals(begun.get(), answered.get());
        assertEquals(0, server.connections());
        assertEquals(0, server.counts().cutOff());
        assertTrue(unseen.isEmpty(), unseen.toString());
    }

    private boolean isRefused(int port) {
        try {
            nagare.blockOn(Tcp.connect("127.0.0.1", port), LIMIT).close();
            return false;
        } catch (RuntimeException failure) {
            assertInstanceOf(ConnectFailedException.class, failure.getCause());
            return true;
        }
    }

    @Test
    void whoDoesNotEndIsCutOffByTheLimit() {
        Server server = nagare.blockOn(
                Tcp.serveInBackground("127.0.0.1", 0, peer -> peer.write(peer.read())), LIMIT);
        List<Task<Void>> clients = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            clients.add(nagare.spawn(Tcp.connecting("127.0.0.1", server.port(), Connection::read)
                    .then()
                    .onErrorComplete()));
        }
        eventually("all are there", () -> server.connections() == CONNECTIONS);
        assertEquals(CONNECTIONS, nagare.blockOn(server.drain(Duration.ofMillis(100)), LIMIT));
        assertEquals(0, server.connections());
        clients.forEach(client -> client.block(LIMIT));
    }
}
