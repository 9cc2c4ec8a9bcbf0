package io.nagare.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.http.failure.HttpRedirectException;
import io.nagare.http.failure.HttpUploadException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedirectTest {

    private final Http http = Http.client();
    private final ConcurrentLinkedQueue<String> asked = new ConcurrentLinkedQueue<>();

    @AfterEach
    void close() {
        http.close();
        assertEquals(0, http.openExchanges());
    }

    private static String to(int status, String location) {
        return "HTTP/1.1 " + status + " Elsewhere\r\nLocation: " + location + "\r\nContent-Length: 4\r\n\r\ngone";
    }

    private static String ok(String text) {
        return "HTTP/1.1 200 OK\r\nContent-Length: " + text.length() + "\r\n\r\n" + text;
    }

    private static String header(RawServer.Peer peer, String name) {
        return peer.head().stream()
                .filter(line -> line.toLowerCase().startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst()
                .orElse("-");
    }

    @Test
    void redirectsAreFollowedOnTheSameConnection() throws Exception {
        try (RawServer server = new RawServer(peer -> {
            switch (peer.path()) {
                case "/a/b" -> peer.write(to(302, "c?d=e"));
                case "/a/c?d=e" -> peer.write(to(307, "/f"));
                default -> peer.write(ok("here"));
            }
        })) {
            Response response = http.get(server.uri("/a/b")).block();
            assertEquals(server.uri("/f"), response.uri().toString());
            assertEquals(
                    List.of(URI.create(server.uri("/a/b")), URI.create(server.uri("/a/c?d=e"))), response.redirects());
            assertEquals("here", response.text().block());
            assertEquals(1, server.accepted());
        }
    }

    /** As RFC 3986 says, 5.4. The JDK follows an older standard. */
    @ParameterizedTest
    @CsvSource({
        "/a/b?c, ?d, /a/b?d",
        "/a/b?c, '', /a/b?c",
        "/a/b?c, d, /a/d",
        "/a/b, '../d', /d",
        "/a/b, '../../../d?e', /d?e",
        "/a/b, '../..', /",
        "/a/b, './d/../e', /a/e",
        "'', d, /d",
        "'', ?d, /?d",
        "'', '', /",
        "/a/b?c, '//h:1/d', '//h:1/d'",
        "/a/b, 'http://h:1/../d', '//h:1/d'",
        "/a/b, 'http://h:1', '//h:1/'",
        "/a/b, '/a/../b', /b",
        "/a/b, '/a/b/..', /a/",
        "/a/b, '/a//b/./', '/a//b/'",
        "/a//b, c, '/a//c'",
        "/a/b, '..d', '/a/..d'"
    })
    void aLocationIsResolvedAsTheStandardSays(String from, String location, String to) {
        URI base = URI.create("http://127.0.0.1:1" + from);
        URI expected = URI.create(to.startsWith("//") ? "http:" + to : "http://127.0.0.1:1" + to);
        assertEquals(expected, Locations.resolve(base, location));
    }

    /** What a server should have encoded is encoded, as browsers do it. */
    @ParameterizedTest
    @CsvSource({
        "'/a b', '/a%20b'",
        "'/q?x=a|b', '/q?x=a%7Cb'",
        "'/[x]', '/%5Bx%5D'",
        "'/%zz', '/%25zz'",
        "'/%', '/%25'",
        "'/%41', '/%41'",
        "'/{\"<^`>\"}', '/%7B%22%3C%5E%60%3E%22%7D'",
        "'/\\h', '/%5Ch'",
        "'//[::1]:1/[x]', '//[::1]:1/%5Bx%5D'",
        "'/\u007f\u00e9', '/%7F%E9'"
    })
    void aLocationIsEncodedWhereItsServerDidNot(String location, String to) {
        URI base = URI.create("http://127.0.0.1:1/a/b");
        URI expected = URI.create(to.startsWith("//") ? "http:" + to : "http://127.0.0.1:1" + to);
        assertEquals(expected, Locations.resolve(base, location));
    }

    /** A million escapes, which would take minutes if each looked at all that follow. */
    @Test
    void aLongLocationTakesItsLengthInTime() {
        String escapes = "%41".repeat(1_000_000);
        URI resolved = Locations.resolve(URI.create("http://127.0.0.1:1/"), "/" + escapes + "%");
        assertEquals("/" + escapes + "%25", resolved.getRawPath());
    }

    @Test
    void aLoopFailsWithItsTrail() throws Exception {
        try (RawServer server = new RawServer(peer -> peer.write(to(302, peer.path().equals("/a") ? "/b" : "/a")))) {
            HttpRedirectException loop =
                    assertThrows(HttpRedirectException.class, () -> http.get(server.uri("/a")).block());
            assertEquals(11, loop.trail().size());
            assertEquals(302, loop.status());
            assertTrue(loop.getMessage().contains("more than 10 redirects"), loop.getMessage());
            assertEquals(1, server.accepted());
        }
    }

    @Test
    void withoutRedirectsARedirectIsAResponse() throws Exception {
        try (RawServer server = RawServer.saying(to(302, "/a"))) {
            Response response = http.request("GET", server.uri("/"))
                    .options(RequestOptions.defaults().maxRedirects(0))
                    .send()
                    .block();
            assertEquals(302, response.status());
            assertEquals("gone", response.text().block());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'ftp://example.org/', 'but was ftp'",
        "'http://a b/', 'a b'",
        "'http:///', 'host'",
        "'mailto:a', 'mailto'"
    })
    void aLocationThatIsNoneIsNamed(String location, String said) throws Exception {
        try (RawServer server = RawServer.saying(to(301, location))) {
            HttpRedirectException wrong =
                    assertThrows(HttpRedirectException.class, () -> http.get(server.uri("/")).block());
            assertTrue(wrong.getMessage().contains(said), wrong.getMessage());
        }
    }

    @ParameterizedTest
    @CsvSource({"301, GET", "302, GET", "303, GET", "307, POST", "308, POST"})
    void theMethodIsKeptOrNotAsTheStatusSays(int status, String method) throws Exception {
        try (RawServer server = new RawServer(peer -> {
            String body = peer.body(Integer.parseInt(header(peer, "content-length").replace("-", "0")));
            asked.add(peer.head().get(0).split(" ")[0] + body + header(peer, "content-type"));
            peer.write(peer.path().equals("/") ? to(status, "/there") : ok("x"));
        })) {
            http.request("POST", server.uri("/"))
                    .body(RequestBody.json("{}"))
                    .send()
                    .flatMap(Response::discard)
                    .block();
            assertEquals(
                    List.of("POST{}application/json", method.equals("GET") ? "GET-" : "POST{}application/json"),
                    List.copyOf(asked));
        }
    }

    @Test
    void aBodyThatIsReadOnceCannotFollow() throws Exception {
        try (RawServer server = new RawServer(peer -> {
            peer.body(2);
            peer.write(to(307, "/there"));
        })) {
            assertThrows(
                    HttpUploadException.class,
                    () -> http.request("POST", server.uri("/"))
                            .body(RequestBody.stream(Many.just(Bytes.utf8("ab")), 2).once())
                            .send()
                            .block());
        }
    }

    /** As browsers do it: a user that the server names is used where the program has none. */
    @Test
    void aUserInALocationIsSent() throws Exception {
        try (RawServer server = new RawServer(peer -> {
            asked.add(header(peer, "authorization"));
            String here = "http://u:p@" + header(peer, "host");
            peer.write(peer.path().equals("/") ? to(302, here + "/there") : ok("x"));
        })) {
            Response response = http.get(server.uri("/")).block();
            assertEquals(server.uri("/there"), response.uri().toString());
            response.close();
            http.request("GET", server.uri("/")).bearer("mine").send().flatMap(Response::discard).block();
            assertEquals(List.of("-", "Basic dTpw", "Bearer mine", "Bearer mine"), List.copyOf(asked));
        }
    }

    @Test
    void anotherServerDoesNotSeeSecrets() throws Exception {
        try (RawServer other = new RawServer(peer -> {
                    asked.add(header(peer, "authorization") + header(peer, "cookie") + header(peer, "x-test"));
                    peer.write(ok("x"));
                });
                RawServer server = new RawServer(peer -> {
                    asked.add(header(peer, "authorization"));
                    peer.write(peer.path().equals("/") ? to(302, "/same") : to(302, other.uri("/")));
                })) {
            http.request("GET", server.uri("/"))
                    .bearer("secret")
                    .header("Cookie", "a=b")
                    .header("X-Test", "1")
                    .send()
                    .flatMap(Response::discard)
                    .block();
            assertEquals(List.of("Bearer secret", "Bearer secret", "--1"), List.copyOf(asked));
            assertFalse(asked.isEmpty());
        }
    }
}
