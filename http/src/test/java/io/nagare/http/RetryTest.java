package io.nagare.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.One;
import io.nagare.failure.TimedOutException;
import io.nagare.http.failure.HttpBrokenException;
import io.nagare.http.failure.HttpConnectException;
import io.nagare.http.failure.HttpStatusException;
import io.nagare.policy.Retry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    /** Answers 503 so often, and then 200. */
    private RawServer refusing(int times, String header) throws IOException {
        asked.set(0);
        return new RawServer(peer -> {
            String status = asked.incrementAndGet() <= times ? "503 No" : "200 OK";
            peer.write("HTTP/1.1 " + status + "\r\n" + header + "Content-Length: 3\r\n\r\nwhy");
        });
    }

    private static Retry backoff(int retries, long least, long most) {
        return Retry.times(retries).backoff(Duration.ofMillis(least), Duration.ofMillis(most));
    }

    @Test
    void aStatusIsRepeated() throws Exception {
        try (RawServer server = refusing(2, "")) {
            Request get = with(http.request("GET", server.uri("/")), Retry.times(2));
            Response response = get.send().block();
            assertEquals(200, response.status());
            assertEquals("why", response.text().block());
            assertEquals(3, asked.get());
            assertEquals(1, server.accepted());
        }
    }

    @Test
    void theLastAttemptGivesItsResponse() throws Exception {
        for (Retry policy : List.of(Retry.times(1), Retry.times(0), backoff(1, 1, 2))) {
            try (RawServer server = refusing(100, "Retry-After: 7\r\n")) {
                Response last = with(http.request("GET", server.uri("/")), policy).send().block();
                assertEquals(503, last.status());
                assertEquals("7", last.header("retry-after").orElseThrow());
                assertEquals("why", last.text().block());
                assertEquals(policy.retries() + 1, asked.get());
            }
        }
    }

    @Test
    void theLastAttemptGivesItsFailure() throws Exception {
        try (RawServer server = RawServer.sayingAndClosing("nonsense\r\n\r\n")) {
            for (Retry policy : List.of(Retry.times(1), backoff(1, 1, 2))) {
                HttpBrokenException last = assertThrows(
                        HttpBrokenException.class,
                        () -> with(http.request("GET", server.uri("/")), policy).send().block());
                assertTrue(last.getMessage().contains("nonsense"), last.getMessage());
            }
        }
    }

    /** A POST may have done something. The policy may not want it. */
    @Test
    void aStatusThatIsNotRepeatedIsAResponse() throws Exception {
        try (RawServer server = refusing(100, "")) {
            Request get = http.request("GET", server.uri("/"));
            Request post = http.request("POST", server.uri("/"));
            Retry picky = Retry.times(2).when(failure -> !(failure instanceof HttpStatusException));
            for (Request request : List.of(with(post, Retry.times(2)), with(get, picky))) {
                asked.set(0);
                Response response = request.send().block();
                assertEquals(503, response.status());
                assertEquals("why", response.text().block());
                assertEquals(1, asked.get());
            }
        }
    }

    @Test
    void aPredicateThatThrowsEndsIt() throws Exception {
        try (RawServer server = refusing(100, "")) {
            Retry wrong = Retry.times(5).when(failure -> {
                throw new IllegalStateException("mine");
            });
            IllegalStateException thrown = assertThrows(
                    IllegalStateException.class,
                    () -> with(http.request("GET", server.uri("/")), wrong).send().block());
            assertEquals("mine", thrown.getMessage());
            assertEquals(1, asked.get());
            server.awaitOpen(0);
        }
    }

    @Test
    void theServerSaysHowLongToWaitUpToThePolicysBound() throws Exception {
        try (RawServer server = refusing(1, "Retry-After: 1\r\n");
                RawServer busy = refusing(1, "Retry-After: 99999999999999999999\r\n")) {
            long start = System.nanoTime();
            Request get = with(http.request("GET", server.uri("/")), backoff(1, 1, 60_000));
            assertEquals(200, get.send().flatMap(RetryTest::discarded).block());
            Duration waited = Duration.ofNanos(System.nanoTime() - start);
            assertTrue(waited.compareTo(Duration.ofSeconds(1)) >= 0, waited.toString());
            asked.set(0);
            Request soon = with(http.request("GET", busy.uri("/")), backoff(1, 1, 20));
            assertEquals(200, soon.send().flatMap(RetryTest::discarded).block(Duration.ofSeconds(20)));
        }
    }

    private static One<Integer> discarded(Response response) {
        return response.discard().then(One.just(response.status()));
    }

    @Test
    void aWaitCanBeCancelled() throws Exception {
        try (RawServer server = refusing(100, "Retry-After: 3600\r\n")) {
            Request get = with(http.request("GET", server.uri("/")), backoff(5, 1, 3_600_000));
            assertThrows(
                    TimedOutException.class,
                    () -> get.send().timeout(Duration.ofMillis(200)).block());
            assertEquals(1, asked.get());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'7', 7",
        "' 0 ', 0",
        "'-1', 0",
        "'1.5', 0",
        "'', 0",
        "'soon', 0",
        "'Sun, 06 Nov 1994 08:49:37 GMT', 37",
        "'sun, 06 nov 1994 08:49:37 gmt', 37",
        "'Sunday, 06-Nov-94 08:49:37 GMT', 0",
        "'Sun Nov  6 08:49:37 1994', 37",
        "'Sun Nov 16 08:49:37 1994', 0",
        "'Sun, 06 Nov 1994 08:48:37 GMT', 0",
        "'Sun, 66 Nov 1994 08:49:37 GMT', 0"
    })
    void aTimeToWaitIsRead(String value, long seconds) {
        HttpHeaders headers = HttpHeaders.of(Map.of("Retry-After", List.of(value)), (name, each) -> true);
        Instant now = Instant.parse("1994-11-06T08:49:00Z");
        assertEquals(Duration.ofSeconds(seconds), RetryAfter.of(headers, now));
    }

    @Test
    void anOldDateIsRead() {
        HttpHeaders headers = HttpHeaders.of(
                Map.of("retry-after", List.of("Sunday, 06-Nov-44 08:49:37 GMT")), (name, each) -> true);
        assertEquals(Duration.ofSeconds(37), RetryAfter.of(headers, Instant.parse("2044-11-06T08:49:00Z")));
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
