package io.nagare.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.failure.RetriesExhaustedException;
import io.nagare.http.failure.HttpBrokenException;
import io.nagare.http.failure.HttpConnectException;
import io.nagare.http.failure.HttpStatusException;
import io.nagare.policy.Retry;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RetryTest {

    private final Http http = Http.client();
    private final AtomicInteger asked = new AtomicInteger();

    @AfterEach
    void close() {
        http.close();
        assertEquals(0, http.openExchanges());
    }

    private static Request with(Request request, Retry retry) {
        return request.options(RequestOptions.defaults().retry(retry));
    }

    @Test
    void aBrokenExchangeIsRepeatedIfTheMethodAllowsIt() throws Exception {
        try (RawServer server = new RawServer(peer -> {
            boolean bad = asked.incrementAndGet() < 3;
            peer.write(bad ? "nonsense\r\n\r\n" : "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
            peer.close();
        })) {
            Request get = with(http.request("GET", server.uri("/")), Retry.times(5));
            assertEquals("ok", get.send().flatMap(Response::text).block());
            assertEquals(3, asked.get());
            asked.set(0);
            Request post = with(http.request("POST", server.uri("/")), Retry.times(5));
            assertThrows(HttpBrokenException.class, () -> post.send().block());
            assertEquals(1, asked.get());
        }
    }

    @Test
    void aStatusIsRepeatedAndFailsAtTheEnd() throws Exception {
        try (RawServer server = new RawServer(peer -> {
            int status = asked.incrementAndGet() < 3 ? 503 : 200;
            peer.write("HTTP/1.1 " + status + " X\r\nRetry-After: 7\r\nContent-Length: 2\r\n\r\nok");
        })) {
            Request get = http.request("GET", server.uri("/"));
            assertEquals(
                    "ok",
                    with(get, Retry.times(2)).send().flatMap(Response::text).block());
            assertEquals(1, server.accepted());
            asked.set(0);
            HttpStatusException refused =
                    assertThrows(HttpStatusException.class, () -> with(get, Retry.times(1)).send().block());
            assertEquals(503, refused.status());
            assertEquals("7", refused.header("retry-after").get(0));
            asked.set(-10);
            Retry slow = Retry.times(1).backoff(Duration.ofMillis(1), Duration.ofMillis(2));
            RetriesExhaustedException tired =
                    assertThrows(RetriesExhaustedException.class, () -> with(get, slow).send().block());
            assertInstanceOf(HttpStatusException.class, tired.getCause());
            asked.set(0);
            // A POST may have done something. Its status is a response like others.
            assertEquals(
                    503,
                    with(http.request("POST", server.uri("/")), Retry.times(2))
                            .send()
                            .flatMap(response -> response.discard().then(io.nagare.One.just(response.status())))
                            .block());
        }
    }

    @Test
    void aServerThatHasSeenNothingIsAskedAgainWithAnyMethod() throws Exception {
        int port;
        try (ServerSocket gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = gone.getLocalPort();
        }
        Retry counted = Retry.times(2).when(failure -> {
            asked.incrementAndGet();
            return failure instanceof HttpConnectException;
        });
        Request post = with(http.request("POST", "http://127.0.0.1:" + port + "/"), counted)
                .body(RequestBody.stream(Many.just(Bytes.utf8("a"))).once());
        assertThrows(HttpConnectException.class, () -> post.send().block());
        assertEquals(3, asked.get());
    }
}
