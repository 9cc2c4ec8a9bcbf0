package io.nagare.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Many;
import io.nagare.One;
import io.nagare.http.failure.HttpBodyBrokenException;
import io.nagare.http.failure.HttpBrokenException;
import io.nagare.http.failure.HttpRedirectException;
import io.nagare.http.failure.HttpTimedOutException;
import io.nagare.policy.Flatten;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Many pages at once, some of them bad, and what is left open behind them. */
class PagesTest {

    private static final int PAGES = 1000;
    private static final int AT_ONCE = 16;

    private final AtomicInteger now = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    private void answer(RawServer.Peer peer) throws java.io.IOException {
        most.accumulateAndGet(now.incrementAndGet(), Math::max);
        try {
            switch (peer.path()) {
                case "/slow" -> {
                    peer.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nfew");
                    peer.awaitEnd();
                    peer.close();
                }
                case "/silent" -> {
                    peer.awaitEnd();
                    peer.close();
                }
                case "/broken" -> {
                    peer.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nfew");
                    peer.close();
                }
                case "/garbage" -> {
                    peer.write("garbage\r\n\r\n");
                    peer.close();
                }
                case "/loop" -> peer.write("HTTP/1.1 302 Found\r\nLocation: /loop\r\nContent-Length: 0\r\n\r\n");
                case "/huge" -> {
                    peer.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
                    byte[] piece = ("10000\r\n" + "x".repeat(65_536) + "\r\n").getBytes();
                    while (true) {
                        peer.write(piece);
                    }
                }
                default -> peer.write("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello");
            }
        } finally {
            now.decrementAndGet();
        }
    }

    private static String path(int i) {
        return switch (i) {
            case 100 -> "/slow";
            case 200 -> "/silent";
            case 300 -> "/broken";
            case 400 -> "/garbage";
            case 500 -> "/loop";
            case 600 -> "/huge";
            default -> "/" + i;
        };
    }

    private static One<String> outcome(Response response) {
        return response.uri().getPath().equals("/huge")
                ? response.body().take(20).then(One.just("cut"))
                : response.text();
    }

    @Test
    void aThousandPagesSixteenAtATimeLeaveNothingBehind() throws Exception {
        RequestOptions requests = RequestOptions.defaults()
                .headTimeout(Duration.ofSeconds(3))
                .bodyIdle(Duration.ofSeconds(2));
        try (RawServer server = new RawServer(this::answer);
                Http http = Http.client(HttpOptions.defaults().requests(requests))) {
            Map<String, Integer> outcomes = new TreeMap<>();
            Many.range(0, PAGES)
                    .flatMap(
                            i -> http.get(server.uri(path(i)))
                                    .flatMap(PagesTest::outcome)
                                    .onErrorReturn(failure -> failure.getClass().getSimpleName()),
                            Flatten.concurrency(AT_ONCE))
                    .doOnNext(outcome -> outcomes.merge(outcome, 1, Integer::sum))
                    .then()
                    .block();
            assertEquals(
                    Map.of(
                            "hello", PAGES - 6,
                            "cut", 1,
                            HttpTimedOutException.class.getSimpleName(), 2,
                            HttpBodyBrokenException.class.getSimpleName(), 1,
                            HttpBrokenException.class.getSimpleName(), 1,
                            HttpRedirectException.class.getSimpleName(), 1),
                    outcomes);
            assertTrue(most.get() <= AT_ONCE, most + " at a time");
            assertEquals(0, http.openExchanges());
            // Those that were cut or broken are replaced; all others are used again.
            assertTrue(server.accepted() <= AT_ONCE + 6, server.accepted() + " connections");
        }
    }

    @Test
    void manyThatAreCancelledLeaveNothingBehind() throws Exception {
        try (RawServer server = new RawServer(this::answer);
                Http http = Http.client()) {
            for (int i = 0; i < 20; i++) {
                Many.range(0, 20)
                        .flatMap(
                                n -> http.get(server.uri(n % 2 == 0 ? "/huge" : "/silent"))
                                        .flatMapMany(Response::body),
                                Flatten.concurrency(20))
                        .take(20)
                        .then()
                        .block();
            }
            server.awaitOpen(0);
            assertEquals(0, http.openExchanges());
        }
    }

    /** Responses that are dropped on the way are closed by the streams that drop them. */
    @Test
    void responsesThatNobodyGetsAreClosed() throws Exception {
        try (RawServer server = RawServer.saying("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nfew");
                Http http = Http.client()) {
            Many.range(0, 10)
                    .flatMap(n -> http.get(server.uri("/")))
                    .take(3)
                    .doOnNext(Response::close)
                    .then()
                    .block();
            server.awaitOpen(0);
            assertEquals(0, http.openExchanges());
        }
    }
}
