package io.nagare.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.policy.Flatten;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** HTTP/2 over plain TCP, which begins with an upgrade of the first request. */
class Http2UpgradeTest {

    private Http2Server server;
    private final Http http = Http.client(HttpOptions.defaults().versions(HttpVersions.HTTP_2));

    @BeforeEach
    void start() throws Exception {
        server = new Http2Server(null);
    }

    @AfterEach
    void stop() {
        http.close();
        assertEquals(0, http.openExchanges());
        server.close();
    }

    @Test
    void theFirstRequestUpgradesTheConnectionForAllOthers() {
        for (int i = 0; i < 3; i++) {
            Response response = http.get(server.uri("/" + i)).block();
            assertEquals(HttpClient.Version.HTTP_2, response.version());
            assertEquals("/" + i, response.text().block());
        }
        assertEquals(1, server.connections());
    }

    @Test
    void theFirstRequestMayHaveABody() {
        Bytes piece = Bytes.wrap(new byte[1000]);
        for (int i = 0; i < 2; i++) {
            assertEquals(
                    "100000",
                    http.request("POST", server.uri("/count"))
                            .body(RequestBody.stream(Many.range(0, 100).map(n -> piece), 100_000))
                            .send()
                            .flatMap(Response::text)
                            .block());
        }
        assertEquals(1, server.connections());
    }

    @Test
    void manyFirstRequestsAtOnceAreAnswered() {
        long right = Many.range(0, 100)
                .flatMap(
                        i -> http.get(server.uri("/" + i)).flatMap(Response::text).filter(("/" + i)::equals),
                        Flatten.concurrency(16))
                .count()
                .block();
        assertEquals(100, right);
        assertTrue(server.connections() <= 16, server.connections() + " connections");
    }

    /** What a cancelled stream has not read must not stay in the way: a connection has room for two of them. */
    @Test
    void streamsThatAreCancelledWithMuchOnTheWayLeaveTheirRoomToOthers() throws Exception {
        for (int i = 0; i < 3; i++) {
            try (SlowReader reader = new SlowReader()) {
                http.get(server.uri("/endless")).flatMapMany(Response::body).subscribe(reader);
                reader.take(3);
                SlowReader.awaitStandstill(server::sent);
            }
            assertTrue(server.resets().tryAcquire(20, TimeUnit.SECONDS));
            Duration patience = Duration.ofSeconds(20);
            assertEquals("/x", http.get(server.uri("/x")).flatMap(Response::text).block(patience));
        }
        assertEquals(1, server.connections());
    }

    @Test
    void aServerThatDoesNotKnowItIsAskedWithHttp1() throws Exception {
        try (RawServer old = new RawServer(peer -> {
            assertTrue(peer.head().contains("Upgrade: h2c"), peer.head().toString());
            peer.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        })) {
            Response response = http.get(old.uri("/")).block();
            assertEquals(HttpClient.Version.HTTP_1_1, response.version());
            assertEquals("ok", response.text().block());
        }
    }
}
