package io.nagare.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.http.failure.HttpBrokenException;
import java.net.ProtocolException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Heads that do not say clearly where their body ends (RFC 9112, 6.3). */
class FramingTest {

    private static final String CHUNKED = "Transfer-Encoding: chunked\r\n";

    private final Http http = Http.client();

    @AfterEach
    void close() {
        http.close();
        assertEquals(0, http.openExchanges());
    }

    private static String answer(String headers, String body) {
        return "HTTP/1.1 200 OK\r\n" + headers.replace("|", "\r\n") + "\r\n\r\n" + body;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "Transfer-Encoding: gzip, chunked; the Transfer-Encoding \"gzip, chunked\"",
                "Transfer-Encoding: gzip|Transfer-Encoding: chunked; the Transfer-Encoding \"gzip, chunked\"",
                "Transfer-Encoding: gzip; the Transfer-Encoding \"gzip\"",
                "Transfer-Encoding: chunked, chunked; the Transfer-Encoding \"chunked, chunked\"",
                "Transfer-Encoding: chunked, identity; the Transfer-Encoding \"chunked, identity\"",
                "Transfer-Encoding:; the Transfer-Encoding \"\"",
                "Content-Length: 2|Transfer-Encoding: chunked; both a Transfer-Encoding and a Content-Length",
                "Transfer-Encoding: Chunked|content-length: 3; both a Transfer-Encoding and a Content-Length",
                "Content-Length: 2|Content-Length: 5; two Content-Lengths, 2 and 5",
                "Content-Length: 2, 5; the Content-Length \"2, 5\", which is no length",
                "Content-Length: -5; the Content-Length \"-5\"",
                "Content-Length: +2; the Content-Length \"+2\"",
                "Content-Length: abc; the Content-Length \"abc\"",
                "Content-Length: 99999999999999999999; the Content-Length \"99999999999999999999\""
            })
    void aHeadThatCanBeReadInTwoWaysFailsTheRequest(String headers, String said) throws Exception {
        try (RawServer server = RawServer.saying(answer(headers, "3\r\nabc\r\n0\r\n\r\n"))) {
            HttpBrokenException broken = assertThrows(
                    HttpBrokenException.class,
                    () -> http.get(server.uri("/")).flatMap(Response::text).block());
            assertInstanceOf(ProtocolException.class, broken.getCause());
            assertTrue(broken.getMessage().contains("no response: the response 200 has " + said), broken.getMessage());
            assertTrue(broken.getMessage().endsWith("(RFC 9112, 6.3)"), broken.getMessage());
            // What comes next on this connection cannot be trusted.
            server.awaitOpen(0);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {CHUNKED, "transfer-encoding:  Chunked  \r\n"})
    void chunksAreRead(String header) throws Exception {
        try (RawServer server =
                RawServer.saying("HTTP/1.1 200 OK\r\n" + header + "\r\n2;a=b\r\nok\r\n0\r\nX: y\r\n\r\n")) {
            for (int i = 0; i < 2; i++) {
                assertEquals("ok", http.get(server.uri("/")).flatMap(Response::text).block());
            }
            assertEquals(1, server.accepted());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Content-Length: 2|Content-Length: 2", "Content-Length: 2|Transfer-Encoding: identity"})
    void aLengthThatIsClearIsRead(String headers) throws Exception {
        try (RawServer server = RawServer.saying(answer(headers, "ok"))) {
            assertEquals("ok", http.get(server.uri("/")).flatMap(Response::text).block());
        }
    }

    /** Such a response ends with its head. */
    @Test
    void headersOfABodyThatDoesNotComeAreNotChecked() throws Exception {
        try (RawServer server = new RawServer(peer -> peer.write(
                (peer.path().equals("/304") ? "HTTP/1.1 304 X\r\n" : "HTTP/1.1 200 OK\r\n")
                        + "Content-Length: 7\r\nTransfer-Encoding: gzip, chunked\r\n\r\n"))) {
            Response head = http.request("HEAD", server.uri("/")).send().block();
            assertEquals("", head.text().block());
            Response unchanged = http.get(server.uri("/304")).block();
            assertEquals("", unchanged.text().block());
        }
    }
}
