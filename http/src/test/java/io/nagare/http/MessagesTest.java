package io.nagare.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Async;
import io.nagare.http.failure.HttpBrokenException;
import io.nagare.http.failure.HttpContentException;
import io.nagare.http.failure.HttpException;
import io.nagare.http.failure.HttpRedirectException;
import io.nagare.http.text.Printable;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server sends gets into messages as one short line. A password gets into none. */
class MessagesTest {

    /** The method, the URI and what is said, each cut. */
    private static final int LONGEST = 2_200;

    private final Http http = Http.client();

    @AfterEach
    void close() {
        http.close();
        assertEquals(0, http.openExchanges());
    }

    private <E extends HttpException> E fail(
            Class<E> type, byte[] answer, Function<Response, ? extends Async<?, ?>> read) throws Exception {
        try (RawServer server = new RawServer(peer -> {
            peer.write(answer);
            peer.close();
        })) {
            E failure = assertThrows(
                    type, () -> http.get(server.uri("/")).flatMapMany(read::apply).then().block());
            for (Throwable at = failure; at != null; at = at.getCause()) {
                String message = String.valueOf(at.getMessage());
                assertTrue(message.length() < LONGEST, message.length() + " characters");
                assertTrue(message.chars().noneMatch(c -> Character.isISOControl(c) || c == 0xAD), message);
            }
            return failure;
        }
    }

    private static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] answer(int status, String header) {
        return latin("HTTP/1.1 " + status + " X\r\n" + header + "\r\nContent-Length: 1\r\n\r\nx");
    }

    @Test
    void aLocationIsShownInOneLine() throws Exception {
        for (String location : new String[] {
            "ftp://h/\u0085\u009b31m\u00ad",
            "http://h:99999/" + "a".repeat(100_000),
            "http://a b/\u0085",
            "//h:0/\t\u0085 x"
        }) {
            HttpRedirectException refused =
                    fail(HttpRedirectException.class, answer(302, "Location: " + location), Response::text);
            assertTrue(refused.getMessage().contains("its location is \""), refused.getMessage());
        }
    }

    @Test
    void aPasswordInALocationIsNotShown() throws Exception {
        for (String location : new String[] {"ftp://u:secret@h/", "http://u:secret@h:0/", "http://u:sec ret@h/"}) {
            HttpRedirectException refused =
                    fail(HttpRedirectException.class, answer(302, "Location: " + location), Response::text);
            assertTrue(!refused.getMessage().contains("ret@"), refused.getMessage());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 2\u001b[31m OK\r\n\r\n",
                "\u0007\u0085\r\n\r\n",
                "HTTP/1.1 200 OK\r\na \u0085b: c\r\n\r\n"
            })
    void aHeadThatIsGarbageIsShownInOneLine(String head) throws Exception {
        fail(HttpBrokenException.class, latin(head), Response::text);
        fail(HttpBrokenException.class, latin(head.replace("\u0085", "x".repeat(100_000))), Response::text);
    }

    @Test
    void headersAreShownInOneLine() throws Exception {
        String odd = "\u0085\u009b" + "y".repeat(50_000);
        fail(HttpContentException.class, answer(200, "Content-Type: a/" + odd), Response::events);
        fail(HttpContentException.class, answer(200, "Content-Type: a/b;charset=" + odd), Response::text);
        fail(HttpContentException.class, answer(200, "Content-Encoding: " + odd), Response::text);
    }

    @Test
    void theUriThatAServerHasChosenIsCut() throws Exception {
        String path = "/" + "b".repeat(20_000);
        try (RawServer server = new RawServer(peer -> {
            peer.write(
                    peer.path().length() > 1
                            ? latin("HTTP/1.1 200 X\r\nContent-Length: 9\r\n\r\nx")
                            : answer(302, "Location: " + path));
            peer.close();
        })) {
            HttpException broken = assertThrows(
                    HttpException.class, () -> http.get(server.uri("/")).flatMap(Response::text).block());
            assertTrue(broken.getMessage().length() < LONGEST, broken.getMessage().length() + " characters");
            assertEquals(server.uri(path), broken.uri().toString());
        }
    }

    /** The JDK reads each byte of a header as a character. */
    @ParameterizedTest
    @CsvSource({"UTF-8, /gr%C3%BC%C3%9F", "ISO-8859-1, /gr%FC%DF"})
    void aLocationBeyondAsciiIsAskedForAsItWasSent(String charset, String asked) throws Exception {
        byte[] redirect = "HTTP/1.1 302 X\r\nLocation: /gr\u00fc\u00df\r\nContent-Length: 0\r\n\r\n".getBytes(charset);
        try (RawServer server = new RawServer(peer -> peer.write(
                peer.path().equals("/") ? redirect : latin("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")))) {
            Response response = http.get(server.uri("/")).block();
            assertEquals(server.uri(asked), response.uri().toString());
            assertEquals("ok", response.text().block());
        }
    }

    @Test
    void whatIsNotPrintableBecomesADot() {
        assertEquals("a.b.c", Printable.of("a\nb\u202ec"));
        assertEquals("gr\u00fc\u00df \u65e5\u672c", Printable.of("gr\u00fc\u00df \u65e5\u672c"));
        assertEquals("x".repeat(1000) + "... (1001 characters)", Printable.of("x".repeat(1001)));
        assertEquals("\"" + "x".repeat(200) + "... (201 characters)\"", Printable.quoted("x".repeat(201)));
        assertEquals("http://h/%E2%80%AE?q#f", Printable.of(URI.create("http://u:p@h/\u202e?q#f")));
        assertEquals("http://h/@", Printable.of(URI.create("http://u@h/@")));
    }
}
