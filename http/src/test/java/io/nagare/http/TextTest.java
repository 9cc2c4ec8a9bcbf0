package io.nagare.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.failure.FrameTooLongException;
import io.nagare.failure.LineTooLongException;
import io.nagare.failure.MalformedTextException;
import io.nagare.http.failure.HttpContentException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Bodies as text, lines, JSON lines and events. */
class TextTest {

    private final Http http = Http.client();

    @AfterEach
    void close() {
        http.close();
        assertEquals(0, http.openExchanges());
    }

    private static byte[] response(String headers, byte[] body) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes(("HTTP/1.1 200 OK\r\n" + headers + "Content-Length: " + body.length + "\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1));
        whole.writeBytes(body);
        return whole.toByteArray();
    }

    private static RawServer typed(String type, String body, java.nio.charset.Charset charset) throws IOException {
        byte[] response = response("Content-Type: " + type + "\r\n", body.getBytes(charset));
        return new RawServer(peer -> peer.write(response));
    }

    private String text(RawServer server) {
        return http.get(server.uri("/")).flatMap(Response::text).block();
    }

    @Test
    void theCharsetIsThatOfTheType() throws Exception {
        try (RawServer latin =
                        typed("text/html; Charset=\"ISO-8859-1\"", "gr\u00fc\u00df", StandardCharsets.ISO_8859_1);
                RawServer utf16 = typed("text/html;charset=utf-16", "gr\u00fc\u00df", StandardCharsets.UTF_16);
                RawServer none = typed("text/html", "gr\u00fc\u00df", StandardCharsets.UTF_8);
                RawServer unknown = typed("text/html; charset=klingon", "x", StandardCharsets.UTF_8)) {
            assertEquals("gr\u00fc\u00df", text(latin));
            assertEquals("gr\u00fc\u00df", text(utf16));
            assertEquals("gr\u00fc\u00df", text(none));
            assertEquals(
                    List.of("gr\u00fc\u00df"),
                    http.get(latin.uri("/")).flatMapMany(Response::lines).collectList().block());
            HttpContentException refused = assertThrows(HttpContentException.class, () -> text(unknown));
            assertTrue(refused.getMessage().contains("klingon"), refused.getMessage());
            unknown.awaitOpen(0);
        }
    }

    @Test
    void whatIsCompressedIsNotDecoded() throws Exception {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(packed)) {
            zip.write("hello".getBytes(StandardCharsets.UTF_8));
        }
        byte[] response = response("Content-Encoding: gzip\r\n", packed.toByteArray());
        try (RawServer server = new RawServer(peer -> {
            assertTrue(peer.head().stream().noneMatch(line -> line.toLowerCase().startsWith("accept-encoding")));
            peer.write(response);
        })) {
            HttpContentException refused = assertThrows(HttpContentException.class, () -> text(server));
            assertTrue(refused.getMessage().contains("gzip"), refused.getMessage());
            assertEquals(
                    packed.size(),
                    http.get(server.uri("/")).flatMap(Response::bytes).block().length());
        }
    }

    @Test
    void jsonLinesComeOneByOneWithoutEmptyOnes() throws Exception {
        String lines = "{\"a\":1}\n\n{\"b\":\"\u00fc\"}\r\n";
        try (RawServer server = typed("application/x-ndjson", lines, StandardCharsets.UTF_8);
                RawServer broken = typed("application/x-ndjson", "{\"a\":\"\u00fc\"}\n", StandardCharsets.ISO_8859_1)) {
            assertEquals(
                    List.of("{\"a\":1}", "{\"b\":\"\u00fc\"}"),
                    http.get(server.uri("/")).flatMapMany(r -> r.jsonLines(100)).collectList().block());
            assertThrows(
                    LineTooLongException.class,
                    () -> http.get(server.uri("/"))
                            .flatMapMany(r -> r.jsonLines(5))
                            .collectList()
                            .block());
            assertThrows(
                    MalformedTextException.class,
                    () -> http.get(broken.uri("/"))
                            .flatMapMany(r -> r.jsonLines(100))
                            .collectList()
                            .block());
        }
    }

    private static final String EVENTS = "\uFEFF: a comment\r\n\r\n"
            + "data: one\n\n"
            + "event: greeting\rdata: two\rdata:lines \u00fc\r\r"
            + "id: 7\nretry: 1500\nretry: x\ndata\n\n"
            + "event: nothing\n\n"
            + "unknown: field\ndata:  spaced\n\n"
            + "data: cut off";

    private static final List<ServerSentEvent> READ = List.of(
            new ServerSentEvent("message", "one", "", null),
            new ServerSentEvent("greeting", "two\nlines \u00fc", "", null),
            new ServerSentEvent("message", "", "7", Duration.ofMillis(1500)),
            new ServerSentEvent("message", " spaced", "7", null));

    @Test
    void eventsAreReadFromChunksOfAnySize() throws Exception {
        byte[] all = EVENTS.getBytes(StandardCharsets.UTF_8);
        for (int size : new int[] {1, 2, 3, 7, 1000}) {
            try (RawServer server = new RawServer(peer -> {
                peer.write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n");
                for (int at = 0; at < all.length; at += size) {
                    int length = Math.min(size, all.length - at);
                    ByteArrayOutputStream chunk = new ByteArrayOutputStream();
                    chunk.writeBytes((Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
                    chunk.write(all, at, length);
                    chunk.writeBytes(new byte[] {'\r', '\n'});
                    peer.write(chunk.toByteArray());
                }
                peer.write("0\r\n\r\n");
            })) {
                assertEquals(
                        READ,
                        http.get(server.uri("/")).flatMapMany(Response::events).collectList().block(),
                        "chunks of " + size);
            }
        }
    }

    @Test
    void anEventComesWhenItsLastLineHasCome() throws Exception {
        try (RawServer server = new RawServer(peer -> {
            peer.write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: now\n\n");
            peer.awaitEnd();
        })) {
            assertEquals(
                    "now",
                    http.get(server.uri("/")).flatMapMany(Response::events).next().block().data());
            server.awaitOpen(0);
        }
    }

    @Test
    void anEventIsBounded() throws Exception {
        String events = (": " + "c".repeat(50) + "\n").repeat(10) + "data: 12345\n\ndata: 123456789\n\n";
        try (RawServer server = typed("text/event-stream", events, StandardCharsets.UTF_8)) {
            assertEquals(
                    2L, http.get(server.uri("/")).flatMapMany(r -> r.events(70)).count().block());
            FrameTooLongException tooLong = assertThrows(
                    FrameTooLongException.class,
                    () -> http.get(server.uri("/")).flatMapMany(r -> r.events(13)).count().block());
            assertEquals(13, tooLong.bound());
            assertThrows(IllegalArgumentException.class, () -> http.get(server.uri("/"))
                    .flatMapMany(r -> r.events(0))
                    .count()
                    .block());
        }
    }

    @Test
    void anotherTypeIsNotReadAsEvents() throws Exception {
        try (RawServer server = typed("text/html", "data: x\n\n", StandardCharsets.UTF_8)) {
            HttpContentException refused = assertThrows(
                    HttpContentException.class,
                    () -> http.get(server.uri("/")).flatMapMany(Response::events).count().block());
            assertTrue(refused.getMessage().contains("text/html"), refused.getMessage());
            server.awaitOpen(0);
        }
    }
}
