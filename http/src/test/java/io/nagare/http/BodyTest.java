package io.nagare.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Bytes;
import io.nagare.failure.SubscribedTwiceException;
import io.nagare.failure.UnclaimedException;
import io.nagare.http.failure.HttpBodyBrokenException;
import io.nagare.http.failure.HttpClosedException;
import io.nagare.http.failure.HttpTimedOutException;
import io.nagare.http.failure.HttpTimedOutException.Phase;
import io.nagare.http.failure.HttpTooLargeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Bodies of responses: how they come, end, break, and are given up. */
class BodyTest {

    private static final String OK = "HTTP/1.1 200 OK\r\n";

    private final Http http = Http.client();

    @AfterEach
    void close() {
        http.close();
        assertEquals(0, http.openExchanges());
    }

    @Test
    void aBodyOfAKnownLengthComesWholeAndTheConnectionIsUsedAgain() throws Exception {
        try (RawServer server = RawServer.saying(OK + "Content-Length: 5\r\n\r\nhello")) {
            for (int i = 0; i < 3; i++) {
                assertEquals("hello", http.get(server.uri("/")).flatMap(Response::text).block());
            }
            assertEquals(1, server.accepted());
            assertEquals(0, http.openExchanges());
        }
    }

    @Test
    void chunksAndAnEmptyBodyCome() throws Exception {
        try (RawServer server = new RawServer(peer -> peer.write(OK
                + (peer.path().equals("/empty")
                        ? "Content-Length: 0\r\n\r\n"
                        : "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n")))) {
            assertEquals("abcde", http.get(server.uri("/")).flatMap(Response::text).block());
            assertEquals("", http.get(server.uri("/empty")).flatMap(Response::text).block());
            assertEquals(0L, http.get(server.uri("/empty")).flatMapMany(Response::body).count().block());
        }
    }

    @Test
    void aTruncatedBodyFailsWithItsNumbersAfterWhatHasCome() throws Exception {
        try (RawServer server = RawServer.sayingAndClosing(OK + "Content-Length: 10\r\n\r\nhello")) {
            List<String> came = new ArrayList<>();
            HttpBodyBrokenException broken = assertThrows(
                    HttpBodyBrokenException.class,
                    () -> http.get(server.uri("/x"))
                            .flatMapMany(Response::body)
                            .doOnNext(bytes -> came.add(bytes.utf8()))
                            .then()
                            .block());
            assertEquals("hello", String.join("", came));
            assertEquals(5, broken.received());
            assertEquals(10, broken.expected());
            assertEquals(200, broken.status());
            assertEquals(server.uri("/x"), broken.uri().toString());
            assertTrue(broken.getMessage().startsWith("GET " + server.uri("/x") + ": "), broken.getMessage());
        }
    }

    @Test
    void aBodyIsHadOnce() throws Exception {
        try (RawServer server = RawServer.saying(OK + "Content-Length: 5\r\n\r\nhello")) {
            Response response = http.get(server.uri("/")).block();
            assertEquals("hello", response.text().block());
            assertThrows(SubscribedTwiceException.class, () -> response.text().block());
        }
    }

    @Test
    void aBodyThatNobodyReadsIsClosedAfterItsLimit() throws Exception {
        RequestOptions options = RequestOptions.defaults().unclaimed(Duration.ofMillis(50));
        try (RawServer server = RawServer.saying(OK + "Content-Length: 100000\r\n\r\nhello")) {
            // The path is empty, and the user is not for messages.
            String uri = server.uri("").replace("//", "//user:secret@");
            Response response = http.request("GET", uri).options(options).send().block();
            server.awaitOpen(0);
            UnclaimedException late =
                    assertThrows(UnclaimedException.class, () -> response.text().block());
            assertTrue(late.getMessage().contains("PT0.05S"), late.getMessage());
            assertTrue(late.getMessage().contains("the response to GET " + server.uri("") + " was"), late.getMessage());
            assertEquals(0, http.openExchanges());
        }
    }

    @Test
    void aClosedResponseClosesItsConnection() throws Exception {
        try (RawServer server = RawServer.saying(OK + "Content-Length: 100000\r\n\r\nhello")) {
            Response response = http.get(server.uri("/")).block();
            response.close();
            server.awaitOpen(0);
            assertThrows(HttpClosedException.class, () -> response.text().block());
            response.close();
        }
    }

    @Test
    void aDiscardedBodyGivesItsConnectionBackIfItIsShort() throws Exception {
        try (RawServer server = new RawServer(peer -> peer.write(OK + (peer.path().equals("/short")
                ? "Content-Length: 5\r\n\r\nhello"
                : "Content-Length: 1000000\r\n\r\nhello")))) {
            http.get(server.uri("/short")).flatMap(Response::discard).block();
            http.get(server.uri("/short")).flatMap(Response::discard).block();
            assertEquals(1, server.accepted());
            assertEquals(1, server.open());
            http.get(server.uri("/long")).flatMap(Response::discard).block();
            server.awaitOpen(0);
        }
    }

    @Test
    void aHugeBodyThatIsCancelledInTheMiddleClosesItsConnection() throws Exception {
        byte[] piece = new byte[64 * 1024];
        try (RawServer server = new RawServer(peer -> {
            peer.write(OK + "Content-Length: 1000000000000\r\n\r\n");
            while (true) {
                peer.write(piece);
            }
        })) {
            long read = http.get(server.uri("/"))
                    .flatMapMany(Response::body)
                    .map(Bytes::length)
                    .scan(0L, Long::sum)
                    .takeUntilItem(sum -> sum > 1_000_000)
                    .reduce((before, after) -> after)
                    .block();
            assertTrue(read > 1_000_000, "" + read);
            server.awaitOpen(0);
            assertEquals(0, http.openExchanges());
        }
    }

    @Test
    void aServerThatStopsIsWaitedForOnlySoLong() throws Exception {
        RequestOptions options = RequestOptions.defaults().bodyIdle(Duration.ofMillis(100));
        try (RawServer server = RawServer.saying(OK + "Content-Length: 100\r\n\r\nhello")) {
            HttpTimedOutException late = assertThrows(
                    HttpTimedOutException.class,
                    () -> http.request("GET", server.uri("/"))
                            .options(options)
                            .send()
                            .flatMap(Response::text)
                            .block());
            assertEquals(Phase.BODY, late.phase());
            assertEquals(5, late.received());
            server.awaitOpen(0);
        }
    }

    @Test
    void aSlowReaderStopsTheServer() throws Exception {
        AtomicLong written = new AtomicLong();
        byte[] piece = new byte[64 * 1024];
        try (RawServer server = new RawServer(peer -> {
                    peer.write(OK + "Content-Length: 1000000000000\r\n\r\n");
                    while (true) {
                        peer.write(piece);
                        written.addAndGet(piece.length);
                    }
                });
                SlowReader reader = new SlowReader()) {
            http.get(server.uri("/")).flatMapMany(Response::body).subscribe(reader);
            reader.take(10);
            SlowReader.awaitStandstill(written::get);
            // What the system's two buffers and the JDK's client hold.
            assertTrue(written.get() < 32 << 20, written + " bytes were written for 10 items");
            reader.take(100);
            assertEquals(110, reader.taken());
        }
    }

    @Test
    void whatIsCollectedIsBounded() throws Exception {
        try (RawServer server = new RawServer(peer -> peer.write(OK
                + (peer.path().equals("/announced")
                        ? "Content-Length: 11\r\n\r\nhello"
                        : "Transfer-Encoding: chunked\r\n\r\n6\r\nabcdef\r\n5\r\nghijk\r\n0\r\n\r\n")))) {
            HttpTooLargeException announced = assertThrows(
                    HttpTooLargeException.class,
                    () -> http.get(server.uri("/announced")).flatMap(r -> r.bytes(10)).block());
            assertEquals(11, announced.length());
            assertEquals(10, announced.bound());
            HttpTooLargeException found = assertThrows(
                    HttpTooLargeException.class,
                    () -> http.get(server.uri("/")).flatMap(r -> r.bytes(10)).block());
            assertEquals(10, found.bound());
            assertEquals(11, http.get(server.uri("/")).flatMap(r -> r.bytes(11)).block().length());
            assertThrows(IllegalArgumentException.class, () -> http.get(server.uri("/"))
                    .flatMap(r -> r.bytes(0))
                    .block());
        }
    }

    @Test
    void progressIsTold() throws Exception {
        try (RawServer server = RawServer.saying(OK + "Content-Length: 5\r\n\r\nhello")) {
            List<HttpProgress> told = new ArrayList<>();
            http.get(server.uri("/")).flatMapMany(r -> r.body(told::add)).then().block();
            assertEquals(new HttpProgress(5, 5), told.get(told.size() - 1));
            RuntimeException thrown = assertThrows(
                    IllegalStateException.class,
                    () -> http.get(server.uri("/"))
                            .flatMapMany(r -> r.body(progress -> {
                                throw new IllegalStateException("no");
                            }))
                            .then()
                            .block());
            assertInstanceOf(IllegalStateException.class, thrown);
        }
    }
}
