package io.nagare.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.One;
import io.nagare.policy.Flatten;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Requests that are cancelled at any moment: no connection and no exchange is left. */
class CancelStormTest {

    private static final int REQUESTS = 500;
    private static final int AT_ONCE = 8;

    /** A body without an end cannot give its connection back, so each connection must be closed. */
    @Test
    void requestsThatAreCancelledAtAnyMomentLeaveNoConnection() throws Exception {
        byte[] piece = ("1000\r\n" + "x".repeat(4096) + "\r\n").getBytes();
        try (RawServer server = new RawServer(peer -> {
                    peer.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
                    while (true) {
                        peer.write(piece);
                    }
                });
                Http http = Http.client()) {
            long bytes = Many.range(0, REQUESTS)
                    .flatMap(
                            i -> http.get(server.uri("/"))
                                    .flatMapMany(Response::body)
                                    .take(Duration.ofMillis(i % 40)),
                            Flatten.concurrency(AT_ONCE))
                    .map(Bytes::length)
                    .reduce(0L, Long::sum)
                    .block();
            assertTrue(bytes > 0);
            server.awaitOpen(0);
            assertEquals(0, http.openExchanges());
        }
    }

    @Test
    void uploadsThatAreCancelledAtAnyMomentLeaveNoConnection() throws Exception {
        Bytes piece = Bytes.wrap(new byte[10_000]);
        try (RawServer server = new RawServer(peer -> {
                    while (!peer.body(10_000).isEmpty()) {
                        // The body has no end.
                    }
                });
                Http http = Http.client()) {
            Many.range(0, REQUESTS / 2)
                    .flatMap(
                            i -> http.request("POST", server.uri("/"))
                                    .body(RequestBody.stream(Many.range(0, Integer.MAX_VALUE).map(n -> piece)))
                                    .send()
                                    .toMany()
                                    .take(Duration.ofMillis(i % 40)),
                            Flatten.concurrency(AT_ONCE))
                    .then()
                    .block();
            server.awaitOpen(0);
            assertEquals(0, http.openExchanges());
        }
    }

    /** Short bodies: what is not closed is used again. */
    @Test
    void pagesThatAreCancelledAtAnyMomentLeaveNoExchange() throws Exception {
        try (RawServer server = RawServer.saying("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello");
                Http http = Http.client()) {
            Many.range(0, REQUESTS)
                    .flatMap(
                            i -> One.race(
                                    http.get(server.uri("/")).flatMap(Response::text),
                                    One.delay(Duration.ofMillis(i % 4)).then(One.just("late"))),
                            Flatten.concurrency(AT_ONCE))
                    .then()
                    .block();
            assertEquals(0, http.openExchanges());
            assertEquals("hello", http.get(server.uri("/")).flatMap(Response::text).block());
        }
    }
}
