package io.nagare.net.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Bytes;
import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.engine.event.Recorded;
import io.nagare.net.Connection;
import io.nagare.net.Server;
import io.nagare.net.Tcp;
import java.time.Duration;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What Flight Recorder is told of connections. */
class ConnectionClosedEventTest {

    private static final String CLOSED = "nagare.ConnectionClosed";
    private static final Duration LIMIT = Duration.ofSeconds(20);

    /** A handler fails in one test, on purpose. */
    private final Nagare nagare = Nagare.multiThread()
            .workers(2)
            .name("closing")
            .onUnseenFailure((failure, where) -> {})
            .start();

    @AfterEach
    void close() {
        nagare.close();
    }

    private Server echo() {
        return nagare.blockOn(Tcp.serveInBackground("127.0.0.1", 0, peer -> peer.writeAndEnd(peer.read())), LIMIT);
    }

    private void exchange(Server server) {
        Bytes answer = nagare.blockOn(
                Tcp.connecting("127.0.0.1", server.port(), peer -> peer.writeAndEnd(Bytes.utf8("hello"))
                                .thenMany(peer.read()))
                        .reduce(Bytes.empty(), Bytes::concat),
                LIMIT);
        assertEquals("hello", answer.utf8());
    }

    @Test
    void bothEndsOfAConnectionAreRecorded() throws Exception {
        try (Recording recording = new Recording()) {
            recording.start();
            Server server = echo();
            exchange(server);
            nagare.blockOn(server.drain(LIMIT), LIMIT);
            nagare.close();
            List<RecordedEvent> closed = Recorded.events(recording, CLOSED);
            assertEquals(2, closed.size(), closed::toString);
            for (RecordedEvent event : closed) {
                assertEquals("closing", event.getString("runtime"));
                assertEquals("it was closed in good order", event.getString("reason"));
                assertFalse(event.getBoolean("cutOff"));
                assertEquals(5, event.getLong("bytesRead"));
                assertEquals(5, event.getLong("bytesWritten"));
                assertTrue(event.getDuration("openFor").compareTo(Duration.ZERO) > 0, event::toString);
                assertTrue(event.getDuration("openFor").compareTo(LIMIT) < 0, event::toString);
            }
            String port = ":" + server.port();
            assertTrue(closed.stream().anyMatch(event -> event.getString("localAddress").endsWith(port)));
            assertTrue(closed.stream().anyMatch(event -> event.getString("remoteAddress").endsWith(port)));
        }
    }

    @Test
    void theReasonOfAFailureIsRecorded() throws Exception {
        try (Recording recording = new Recording()) {
            recording.start();
            Server server = nagare.blockOn(
                    Tcp.serveInBackground(
                            "127.0.0.1",
                            0,
                            peer -> peer.read().concatMap(bytes -> One.error(new IllegalStateException("as told")))),
                    LIMIT);
            assertThrows(
                    Exception.class,
                    () -> nagare.blockOn(
                            Tcp.connecting("127.0.0.1", server.port(), peer -> peer.write(Bytes.utf8("hello"))
                                            .thenMany(peer.read()))
                                    .then(),
                            LIMIT));
            nagare.blockOn(server.drain(LIMIT), LIMIT);
            nagare.close();
            List<String> reasons = Recorded.events(recording, CLOSED).stream()
                    .filter(event -> event.getBoolean("cutOff"))
                    .map(event -> event.getString("reason"))
                    .toList();
            assertTrue(reasons.contains("as told"), reasons::toString);
            assertTrue(reasons.contains("Connection reset"), reasons::toString);
        }
    }

    /** A recording may begin when connections are open, and may end before they do. */
    @Test
    void connectionsThatWereOpenBeforeAreRecorded() throws Exception {
        Server server = echo();
        Connection first = nagare.blockOn(Tcp.connect("127.0.0.1", server.port()), LIMIT);
        Connection second = nagare.blockOn(Tcp.connect("127.0.0.1", server.port()), LIMIT);
        try (Recording recording = new Recording()) {
            recording.start();
            first.reset();
            List<RecordedEvent> closed = Recorded.events(recording, CLOSED);
            assertTrue(
                    closed.stream().anyMatch(event -> event.getString("reason").equals("it was reset on this side")),
                    closed::toString);
        }
        second.reset();
    }

    @Test
    void theEndOfARuntimeIsRecorded() throws Exception {
        try (Recording recording = new Recording()) {
            recording.start();
            Server server = echo();
            nagare.blockOn(Tcp.connect("127.0.0.1", server.port()), LIMIT);
            nagare.close();
            List<RecordedEvent> closed = Recorded.events(recording, CLOSED);
            assertTrue(
                    closed.stream().anyMatch(event -> event.getString("reason").equals("its runtime was closed")),
                    closed::toString);
        }
    }

    @Test
    void connectionsInMemoryAreNotRecorded() throws Exception {
        try (Recording recording = new Recording()) {
            recording.start();
            Connection.Pair pair = Connection.pair();
            pair.first().close();
            pair.second().close();
            assertEquals(List.of(), Recorded.events(recording, CLOSED));
        }
    }
}
