package io.nagare.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.One;
import io.nagare.http.failure.HttpBodyBrokenException;
import io.nagare.http.failure.HttpTimedOutException;
import io.nagare.http.failure.HttpTimedOutException.Phase;
import io.nagare.policy.Flatten;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactivestreams.Subscription;

/** HTTP/2 over TLS, with Netty on the other side. */
class Http2Test {

    @TempDir
    private static Path directory;

    private static OwnCertificate certificate;

    private Http2Server server;
    private Http http;

    @BeforeAll
    static void certify() throws Exception {
        certificate = OwnCertificate.make(directory, "own");
    }

    @BeforeEach
    void start() throws Exception {
        server = new Http2Server(certificate);
        http = Http.client(HttpOptions.defaults().tls(certificate.client()));
    }

    @AfterEach
    void stop() {
        if (http != null) {
            http.close();
            assertEquals(0, http.openExchanges());
        }
        if (server != null) {
            server.close();
        }
    }

    @Test
    void aThousandPagesComeOverOneConnection() {
        assertEquals(
                HttpClient.Version.HTTP_2,
                http.get(server.uri("/first"))
                        .flatMap(response -> response.discard().then(One.just(response.version())))
                        .block());
        long right = Many.range(0, 1000)
                .flatMap(
                        i -> http.get(server.uri("/" + i)).flatMap(Response::text).filter(("/" + i)::equals),
                        Flatten.concurrency(16))
                .count()
                .block();
        assertEquals(1000, right);
        assertEquals(1, server.connections());
        assertEquals(0, http.openExchanges());
    }

    @Test
    void aSlowReaderStopsTheServerAndNobodyElse() throws Exception {
        try (SlowReader reader = new SlowReader()) {
            http.get(server.uri("/endless")).flatMapMany(Response::body).subscribe(reader);
            reader.take(3);
            SlowReader.awaitStandstill(server::sent);
            long before = server.sent();
            // The JDK's client grants a stream 16 MiB ahead.
            assertTrue(before < 64 << 20, before + " bytes were sent for 3 items");
            assertEquals("/other", http.get(server.uri("/other")).flatMap(Response::text).block());
            reader.take(2000);
            assertEquals(1, server.connections());
        }
        assertTrue(server.resets().tryAcquire(20, TimeUnit.SECONDS));
    }

    @Test
    void streamsThatAreCancelledAreResetAndTheirConnectionGoesOn() throws Exception {
        // More than the server allows at once: each gives its place back.
        int streams = Http2Server.MOST_STREAMS + 10;
        for (int i = 0; i < streams; i++) {
            long read = http.get(server.uri("/endless"))
                    .flatMapMany(Response::body)
                    .map(Bytes::length)
                    .take(4)
                    .reduce(0L, Long::sum)
                    .block();
            assertTrue(read > 0);
        }
        assertTrue(server.resets().tryAcquire(streams, 20, TimeUnit.SECONDS));
        assertEquals("/x", http.get(server.uri("/x")).flatMap(Response::text).block());
        assertEquals(1, server.connections());
    }

    /** The JDK's client fails those beyond what the server allows. */
    @Test
    void requestsBeyondWhatTheServerAllowsWaitForAPlace() {
        int requests = 10 * Http2Server.MOST_STREAMS;
        http.get(server.uri("/first")).flatMap(Response::discard).block();
        long right = Many.range(0, requests)
                .flatMap(
                        i -> http.request("POST", server.uri("/count"))
                                .body(RequestBody.text("x".repeat(i)).once())
                                .send()
                                .flatMap(Response::text)
                                .filter(Integer.toString(i)::equals),
                        Flatten.concurrency(requests))
                .count()
                .block();
        assertEquals(requests, right);
        assertEquals(1, server.connections());
    }

    @Test
    void aStreamThatTheServerRefusesIsSentAgain() {
        Request post = http.request("POST", server.uri("/refuse")).body(RequestBody.text("x"));
        assertEquals("/refuse", post.send().flatMap(Response::text).block());
    }

    @Test
    void aPlaceIsWaitedForOnlySoLong() throws Exception {
        RequestOptions hasty = RequestOptions.defaults().headTimeout(Duration.ofMillis(300));
        http.get(server.uri("/first")).flatMap(Response::discard).block();
        Subscription held = Many.range(0, Http2Server.MOST_STREAMS)
                .flatMap(i -> http.get(server.uri("/wait")), Flatten.concurrency(Http2Server.MOST_STREAMS))
                .subscribe();
        assertTrue(server.waiting().tryAcquire(Http2Server.MOST_STREAMS, 20, TimeUnit.SECONDS));
        One<String> more = http.request("GET", server.uri("/more")).options(hasty).send().flatMap(Response::text);
        HttpTimedOutException late = assertThrows(HttpTimedOutException.class, more::block);
        assertEquals(Phase.HEAD, late.phase());
        held.cancel();
        assertEquals("/more", more.retry(10).block());
        assertEquals(1, server.connections());
    }

    @Test
    void aStreamThatTheServerResetsIsABrokenBody() {
        HttpBodyBrokenException broken = assertThrows(
                HttpBodyBrokenException.class,
                () -> http.get(server.uri("/reset")).flatMap(Response::text).block());
        assertEquals(-1, broken.expected());
        assertEquals("/x", http.get(server.uri("/x")).flatMap(Response::text).block());
        assertEquals(1, server.connections());
    }

    @Test
    void aBodyOfAnotherLengthThanAnnouncedIsBroken() {
        assertEquals("/length/9", http.get(server.uri("/length/9")).flatMap(Response::text).block());
        for (String length : List.of("3", "30")) {
            One<String> text = http.get(server.uri("/length/" + length)).flatMap(Response::text);
            HttpBodyBrokenException broken = assertThrows(HttpBodyBrokenException.class, text::block);
            assertEquals(Long.parseLong(length), broken.expected());
            assertEquals(("/length/" + length).length(), broken.received());
        }
        assertEquals("/x", http.get(server.uri("/x")).flatMap(Response::text).block());
        assertEquals(1, server.connections());
    }

    @Test
    void aConnectionThatGoesAwayIsReplaced() {
        // Before JDK 24 the client breaks off what is under way on such a connection.
        One<String> page = http.get(server.uri("/x")).flatMap(Response::text).retry(5);
        assertEquals("/x", page.block());
        server.goAway();
        for (int i = 0; i < 20; i++) {
            assertEquals("/x", page.block());
        }
        assertEquals(2, server.connections());
    }

    @Test
    void aLargeBodyIsSent() {
        Bytes piece = Bytes.wrap(new byte[100_000]);
        assertEquals(
                "10000000",
                http.request("POST", server.uri("/count"))
                        .body(RequestBody.stream(Many.range(0, 100).map(i -> piece)))
                        .send()
                        .flatMap(Response::text)
                        .block());
    }
}
