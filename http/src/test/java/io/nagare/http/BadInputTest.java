package io.nagare.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.http.failure.HttpBrokenException;
import io.nagare.http.failure.HttpClosedException;
import io.nagare.http.failure.HttpConnectException;
import io.nagare.http.failure.HttpTimedOutException;
import io.nagare.http.failure.HttpTimedOutException.Phase;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused at the call, and servers that are not there or say nonsense. */
class BadInputTest {

    private final Http http = Http.client();

    @AfterEach
    void close() {
        http.close();
        assertEquals(0, http.openExchanges());
    }

    @ParameterizedTest
    @CsvSource({
        "'a b', 'not a URI'",
        "'http://exa mple/', 'Illegal character'",
        "'example.org', 'needs a scheme'",
        "'//example.org/', 'needs a scheme'",
        "'ftp://example.org/', 'but was ftp'",
        "'mailto:a@b', 'but was mailto'",
        "'http:/path', 'needs a host'",
        "'http://a_b/', 'must be an address or a name of letters, digits'",
        "'http://h:0/', 'port'",
        "'http://h:65536/', 'port'"
    })
    void aUriThatCannotBeAskedForIsRefusedAtTheCall(String uri, String said) {
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> http.get(uri));
        assertTrue(refused.getMessage().contains(said), refused.getMessage());
    }

    @Test
    void nullIsRefused() {
        assertThrows(NullPointerException.class, () -> http.get((String) null));
        assertThrows(NullPointerException.class, () -> http.get((URI) null));
        assertThrows(NullPointerException.class, () -> http.request(null, "http://h/"));
        assertThrows(NullPointerException.class, () -> Http.client(null));
        assertThrows(NullPointerException.class, () -> http.request("GET", "http://h/").body(null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "G T", "CONNECT", "G\r\nX"})
    void aMethodThatIsNoneIsRefused(String method) {
        assertThrows(IllegalArgumentException.class, () -> http.request(method, "http://h/"));
    }

    @ParameterizedTest
    @CsvSource({
        "'a b', 'c'",
        "'', 'c'",
        "'Host', 'c'",
        "'content-length', '3'",
        "'transfer-Encoding', 'chunked'",
        "'a', 'b\r\nc: d'",
        "'a', 'gr\u00fc\u00df'",
        "'a', '\u007f'"
    })
    void aHeaderThatIsNotAllowedIsRefused(String name, String value) {
        Request request = http.request("GET", "http://h/");
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> request.header(name, value));
        assertTrue(refused.getMessage().contains("\"" + name + "\""), refused.getMessage());
    }

    @Test
    void aPasswordIsNeverShown() {
        for (String uri : new String[] {
            "http://user:secret@h/", "ftp://user:secret@h/", "http://user:secret@/", "http://user:secret@h:0/",
            "http://us er:secret@h/", "http://user:sec/secret@h/", "user:secret@h/", "http://user:secret@h\r\n/"
        }) {
            try {
                Request request = http.request("GET", uri);
                assertEquals("GET http://h/", request.toString());
            } catch (IllegalArgumentException refused) {
                for (Throwable at = refused; at != null; at = at.getCause()) {
                    assertTrue(!String.valueOf(at.getMessage()).contains("secret"), at.getMessage());
                }
            }
        }
        Request request = http.request("GET", "http://h/");
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> request.bearer("secret\n"));
        assertTrue(refused.getMessage().contains("U+000A at index 13"), refused.getMessage());
        assertTrue(!refused.getMessage().contains("secret"), refused.getMessage());
    }

    @Test
    void aUserWithAColonIsRefused() {
        Request request = http.request("GET", "http://h/");
        for (Executable call : List.<Executable>of(
                () -> request.basic("a:b", "secret"), () -> http.request("GET", "http://a%3Ab:secret@h/"))) {
            IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, call);
            assertTrue(refused.getMessage().contains("colon"), refused.getMessage());
            assertTrue(!refused.getMessage().contains("secret"), refused.getMessage());
        }
        assertThrows(NullPointerException.class, () -> request.basic(null, "p"));
        assertThrows(NullPointerException.class, () -> request.basic("u", null));
    }

    @Test
    void aTypeThatIsNotOneLineIsRefused() {
        for (String type : new String[] {"a/b\r\nX: y", "a/\u00fc"}) {
            IllegalArgumentException refused = assertThrows(
                    IllegalArgumentException.class, () -> RequestBody.text("x").type(type));
            assertTrue(refused.getMessage().startsWith("a body cannot have the type \"a/"), refused.getMessage());
        }
    }

    @Test
    void limitsThatAreTooLargeAreRefused() throws Exception {
        RequestOptions options = RequestOptions.defaults();
        Duration longest = Duration.ofDays(36_500);
        Duration tooLong = longest.plusNanos(1);
        for (Function<Duration, ?> set : List.<Function<Duration, ?>>of(
                options::headTimeout,
                options::bodyIdle,
                options::unclaimed,
                HttpOptions.defaults()::connectTimeout)) {
            set.apply(longest);
            IllegalArgumentException refused =
                    assertThrows(IllegalArgumentException.class, () -> set.apply(tooLong));
            assertTrue(refused.getMessage().contains("at most 36500 days, but was PT"), refused.getMessage());
        }
        RequestOptions patient = options.headTimeout(longest).bodyIdle(longest).unclaimed(longest);
        try (RawServer server = RawServer.saying("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
                Http other = Http.client(
                        HttpOptions.defaults().requests(patient).connectTimeout(longest))) {
            Response response = other.get(server.uri("/")).block();
            assertEquals("ok", response.text().block());
        }
    }

    @Test
    void optionsOutOfRangeAreRefused() {
        RequestOptions options = RequestOptions.defaults();
        assertThrows(IllegalArgumentException.class, () -> options.headTimeout(Duration.ZERO));
        assertThrows(IllegalArgumentException.class, () -> options.bodyIdle(Duration.ofMillis(-1)));
        assertThrows(IllegalArgumentException.class, () -> options.unclaimed(Duration.ZERO));
        assertThrows(IllegalArgumentException.class, () -> options.maxRedirects(-1));
        assertThrows(IllegalArgumentException.class, () -> options.maxRedirects(101));
        assertThrows(IllegalArgumentException.class, () -> options.maxWhole(0));
        assertThrows(IllegalArgumentException.class, () -> options.retriedStatuses(Set.of(99)));
        assertThrows(IllegalArgumentException.class, () -> HttpOptions.defaults().threads(0));
        assertThrows(IllegalArgumentException.class, () -> HttpOptions.defaults().connectTimeout(Duration.ZERO));
        assertThrows(IllegalArgumentException.class, () -> RequestBody.stream(Many.<Bytes>empty(), -1));
    }

    @Test
    void aServerThatIsNotThereIsNamed() throws Exception {
        int port;
        try (ServerSocket gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = gone.getLocalPort();
        }
        String uri = "http://user:secret@127.0.0.1:" + port + "/a?b";
        HttpConnectException refused =
                assertThrows(HttpConnectException.class, () -> http.get(uri).block());
        assertEquals("http://127.0.0.1:" + port + "/a?b", refused.uri().toString());
        assertTrue(refused.getMessage().contains("GET http://127.0.0.1:" + port + "/a?b"), refused.getMessage());
        assertTrue(!refused.getMessage().contains("secret"), refused.getMessage());
    }

    @Test
    void aHostThatIsUnknownIsNamed() {
        HttpConnectException unknown =
                assertThrows(HttpConnectException.class, () -> http.get("http://nobody.invalid/").block());
        assertTrue(unknown.getMessage().contains("nobody.invalid"), unknown.getMessage());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense\r\n\r\n",
                "HTTP/1.1 abc OK\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Le"
            })
    void aHeadThatIsGarbageFailsTheRequest(String head) throws Exception {
        try (RawServer server = RawServer.sayingAndClosing(head)) {
            RuntimeException failure = assertThrows(
                    RuntimeException.class,
                    () -> http.request("POST", server.uri("/")).send().flatMap(Response::text).block());
            HttpBrokenException broken = assertInstanceOf(HttpBrokenException.class, failure);
            assertEquals("POST", broken.method());
            server.awaitOpen(0);
        }
    }

    @Test
    void aHeadThatDoesNotComeIsWaitedForOnlySoLong() throws Exception {
        RequestOptions options = RequestOptions.defaults().headTimeout(Duration.ofMillis(100));
        try (RawServer server = RawServer.saying("HTTP/1.1 200")) {
            HttpTimedOutException late = assertThrows(
                    HttpTimedOutException.class,
                    () -> http.request("GET", server.uri("/")).options(options).send().block());
            assertEquals(Phase.HEAD, late.phase());
            assertEquals(Duration.ofMillis(100), late.limit());
            server.awaitOpen(0);
        }
    }

    @Test
    void aRequestThatIsCancelledClosesItsConnection() throws Exception {
        CompletableFuture<String> asked = new CompletableFuture<>();
        try (RawServer server = new RawServer(peer -> {
            asked.complete(peer.path());
            peer.awaitEnd();
        })) {
            var subscription = http.get(server.uri("/x")).subscribe();
            assertEquals("/x", asked.get(20, TimeUnit.SECONDS));
            assertEquals(1, http.openExchanges());
            subscription.cancel();
            server.awaitOpen(0);
        }
    }

    @Test
    void closingTheClientEndsWhatIsUnderWay() throws Exception {
        try (RawServer server = new RawServer(peer -> {
            if (peer.path().equals("/body")) {
                peer.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhello");
            }
            peer.awaitEnd();
        })) {
            Http other = Http.client();
            CompletableFuture<String> head =
                    other.get(server.uri("/head")).flatMap(Response::text).toFuture();
            Response response = other.get(server.uri("/body")).block();
            CompletableFuture<String> body = response.text().toFuture();
            Response unread = other.get(server.uri("/body")).block();
            assertEquals(3, other.openExchanges());
            other.close();
            assertTrue(other.isClosed());
            for (CompletableFuture<String> each : List.of(head, body)) {
                ExecutionException failed =
                        assertThrows(ExecutionException.class, () -> each.get(20, TimeUnit.SECONDS));
                assertInstanceOf(HttpClosedException.class, failed.getCause());
            }
            assertThrows(HttpClosedException.class, () -> unread.text().block());
            assertThrows(HttpClosedException.class, () -> other.get(server.uri("/")).block());
            server.awaitOpen(0);
            assertEquals(0, other.openExchanges());
            other.close();
        }
    }
}
