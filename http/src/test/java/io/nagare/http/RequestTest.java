package io.nagare.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.One;
import io.nagare.http.failure.HttpStatusException;
import io.nagare.http.failure.HttpUploadException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is sent: methods, headers and bodies. The server is that of the JDK. */
class RequestTest {

    private final Http http = Http.client();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/echo", RequestTest::echo);
        server.createContext("/count", exchange -> {
            long length = exchange.getRequestBody().transferTo(java.io.OutputStream.nullOutputStream());
            answer(exchange, 200, Long.toString(length));
        });
        server.createContext("/missing", exchange -> answer(exchange, 404, "not here"));
        server.start();
    }

    @AfterEach
    void stop() {
        http.close();
        server.stop(0);
        threads.shutdownNow();
    }

    /** Answers with the method, some headers and the body. */
    private static void echo(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String said = exchange.getRequestMethod() + "|" + header(exchange, "Content-Type") + "|"
                + header(exchange, "Content-Length") + "|" + header(exchange, "X-Test") + "|"
                + header(exchange, "Authorization") + "|" + new String(body, StandardCharsets.UTF_8);
        answer(exchange, 200, said);
    }

    private static String header(HttpExchange exchange, String name) {
        List<String> values = exchange.getRequestHeaders().get(name);
        return values == null ? "-" : String.join(",", values);
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
        boolean bare = exchange.getRequestMethod().equals("HEAD") || bytes.length == 0;
        exchange.sendResponseHeaders(status, bare ? -1 : bytes.length);
        if (!bare) {
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }

    private String uri(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private String said(Request request) {
        return request.send().flatMap(Response::text).block();
    }

    @Test
    void theHeadOfAResponseIsThere() {
        Response response = http.get(uri("/missing")).block();
        assertEquals(404, response.status());
        assertFalse(response.isSuccess());
        assertEquals(8, response.length());
        assertEquals("text/plain; charset=utf-8", response.header("content-type").orElseThrow());
        assertEquals("404 GET " + uri("/missing"), response.toString());
        assertEquals(List.of(), response.redirects());
        HttpStatusException refused = assertThrows(HttpStatusException.class, response::requireSuccess);
        assertEquals(404, refused.status());
        assertEquals(List.of("8"), refused.header("Content-Length"));
        Response good = http.get(uri("/echo")).block();
        assertSame(good, good.requireSuccess());
        good.close();
    }

    @Test
    void methodsAndHeadersAreSent() {
        String get = said(http.request("GET", uri("/echo")).header("X-Test", "a").header("x-test", "b"));
        assertTrue(get.startsWith("GET|-|") && get.endsWith("|a,b|-|"), get);
        assertTrue(said(http.request("DELETE", uri("/echo")).bearer("t")).endsWith("|-|Bearer t|"));
        assertTrue(said(http.request("GET", uri("/echo")).basic("u", "p")).endsWith("|-|Basic dTpw|"));
        assertEquals("", said(http.request("HEAD", uri("/echo"))));
    }

    @Test
    void onlyTheLastAuthorizationIsSent() {
        Request basic = http.request("GET", uri("/echo")).header("authorization", "x").basic("u", "p");
        assertTrue(said(basic).endsWith("|-|Basic dTpw|"));
        assertTrue(said(basic.bearer("t")).endsWith("|-|Bearer t|"));
        assertTrue(said(basic.bearer("t").basic("u", "p")).endsWith("|-|Basic dTpw|"));
    }

    @Test
    void aUserInAUriIsSentAsBasicAuthentication() {
        String plain = uri("/echo");
        String uri = plain.replace("//", "//us%20er:p%3Aw+%C3%BC@");
        String credentials = Base64.getEncoder().encodeToString("us er:p:w+\u00fc".getBytes(StandardCharsets.UTF_8));
        assertTrue(said(http.request("GET", uri)).endsWith("|-|Basic " + credentials + "|"));
        assertEquals(plain, http.get(uri).block().uri().toString());
        assertTrue(said(http.request("GET", uri).bearer("t")).endsWith("|-|Bearer t|"));
        assertTrue(said(http.request("GET", uri).header("authorization", "x")).endsWith("|-|x|"));
        assertTrue(said(http.request("GET", plain.replace("//", "//u@"))).endsWith("|-|Basic dTo=|"));
        assertTrue(said(http.request("GET", plain.replace("//", "//@"))).endsWith("|-|-|"));
        assertEquals("GET " + plain, http.request("GET", uri).toString());
    }

    @Test
    void anUploadThatGoesOnMayTakeLongerThanTheHead() {
        Many<Bytes> slow = Many.interval(Duration.ofMillis(100)).take(25).map(i -> Bytes.utf8("x"));
        Request request = http.request("POST", uri("/echo"))
                .options(RequestOptions.defaults().headTimeout(Duration.ofSeconds(2)))
                .body(RequestBody.stream(slow));
        assertTrue(said(request).endsWith("|" + "x".repeat(25)));
    }

    @Test
    void aDescriptionIsNotChangedBySendingOrByAnother() {
        Request request = http.request("POST", uri("/echo"));
        Request typed = request.header("X-Test", "1").body(RequestBody.text("hi"));
        assertTrue(said(typed).endsWith("|1|-|hi"));
        assertTrue(said(typed).endsWith("|1|-|hi"));
        assertTrue(said(request).endsWith("|-|-|"));
    }

    @Test
    void bodiesAreSentWithTheirTypesAndLengths() {
        Request post = http.request("POST", uri("/echo"));
        assertEquals(
                "POST|text/plain; charset=utf-8|5|-|-|gr\u00fc\u00df".replace("|5|", "|6|"),
                said(post.body(RequestBody.text("gr\u00fc\u00df"))));
        assertEquals("POST|application/json|2|-|-|{}", said(post.body(RequestBody.json("{}"))));
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("a b", "1&2");
        fields.put("c", "\u00fc");
        assertEquals(
                "POST|application/x-www-form-urlencoded|16|-|-|a+b=1%262&c=%C3%BC".replace("|16|", "|18|"),
                said(post.body(RequestBody.form(fields))));
        assertEquals("POST|-|2|-|-|xy", said(post.body(RequestBody.of(Bytes.utf8("xy")))));
        assertEquals(
                "POST|mine|2|-|-|xy",
                said(post.body(RequestBody.text("xy")).header("Content-Type", "mine")));
        assertEquals("POST|-|-|-|-|abc", said(post.body(RequestBody.stream(letters()))));
        assertEquals("POST|a/b|3|-|-|abc", said(post.body(RequestBody.stream(letters(), 3).type("a/b"))));
        RequestBody empty = RequestBody.stream(Many.just(Bytes.empty()));
        assertEquals("PUT|-|-|-|-|", said(http.request("PUT", uri("/echo")).body(empty)));
    }

    private static Many<Bytes> letters() {
        return Many.just(Bytes.utf8("a"), Bytes.empty(), Bytes.utf8("b"), Bytes.utf8("c"));
    }

    @Test
    void aLargeBodyIsSentInPiecesAsTheServerTakesIt() {
        Bytes piece = Bytes.wrap(new byte[100_000]);
        List<HttpProgress> told = new ArrayList<>();
        assertEquals(
                "100000000",
                said(http.request("POST", uri("/count"))
                        .body(RequestBody.stream(Many.range(0, 1000).map(i -> piece), 100_000_000))
                        .onUpload(told::add)));
        assertEquals(1000, told.size());
        assertEquals(new HttpProgress(100_000_000, 100_000_000), told.get(999));
        RequestBody whole = RequestBody.of(Bytes.wrap(new byte[1_000_000]));
        assertEquals("1000000", said(http.request("POST", uri("/count")).body(whole)));
    }

    @Test
    void aBodyThatFailsFailsTheRequestWithItsReason() {
        HttpUploadException failed = assertThrows(
                HttpUploadException.class,
                () -> said(http.request("POST", uri("/count"))
                        .body(RequestBody.stream(Many.concat(
                                Many.just(Bytes.utf8("abc")), Many.error(() -> new IOException("disk")))))));
        assertEquals(3, failed.sent());
        assertEquals("disk", failed.getCause().getMessage());
        assertThrows(
                IllegalStateException.class,
                () -> {
                    try {
                        said(http.request("POST", uri("/count"))
                                .body(RequestBody.text("abc"))
                                .onUpload(progress -> {
                                    throw new IllegalStateException("listener");
                                }));
                    } catch (HttpUploadException told) {
                        throw (RuntimeException) told.getCause();
                    }
                });
        assertEquals(0, http.openExchanges());
    }

    @Test
    void aBodyOfAnotherLengthFailsTheRequest() {
        for (long announced : new long[] {2, 4}) {
            HttpUploadException wrong = assertThrows(
                    HttpUploadException.class,
                    () -> said(http.request("POST", uri("/count")).body(RequestBody.stream(letters(), announced))));
            assertTrue(wrong.getMessage().contains("announced with " + announced), wrong.getMessage());
        }
        assertEquals(0, http.openExchanges());
    }

    @Test
    void aBodyThatIsReadOnceIsNotSentAgain() {
        AtomicInteger subscribed = new AtomicInteger();
        RequestBody once = RequestBody.stream(Many.defer(() -> {
                    subscribed.incrementAndGet();
                    return letters();
                }))
                .once();
        Request request = http.request("POST", uri("/echo")).body(once);
        assertTrue(said(request).endsWith("abc"));
        HttpUploadException again = assertThrows(HttpUploadException.class, () -> said(request));
        assertTrue(again.getMessage().contains("only once"), again.getMessage());
        assertEquals(1, subscribed.get());
    }

    @Test
    void aFormOfSeveralPartsIsSent() {
        Multipart form = Multipart.form()
                .field("name", "w\u00fcrde")
                .file("file", "a\"b.txt", "text/plain", letters(), 3);
        String said = said(http.request("POST", uri("/echo")).body(RequestBody.multipart(form)));
        String[] parts = said.split("\\|");
        String boundary = parts[1].substring(parts[1].indexOf("boundary=") + "boundary=".length());
        String body = parts[5];
        assertEquals(
                "--B\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\nw\u00fcrde\r\n"
                        + "--B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a%22b.txt\"\r\n"
                        + "Content-Type: text/plain\r\n\r\nabc\r\n--B--\r\n",
                body.replace(boundary, "B"));
        assertEquals(body.getBytes(StandardCharsets.UTF_8).length, Integer.parseInt(parts[2]));
        String unknown = said(http.request("POST", uri("/echo"))
                .body(RequestBody.multipart(Multipart.form().file("f", "f", "text/plain", letters()))));
        assertEquals("-", unknown.split("\\|")[2]);
        assertThrows(IllegalArgumentException.class, () -> form.file("f", "f", "a\r\nb", letters()));
        assertThrows(IllegalArgumentException.class, () -> form.file("f", "f", "a", letters(), -1));
    }

    @Test
    void aRequestIsSentOnDemandAndAnewForEachSubscriber() {
        AtomicInteger asked = new AtomicInteger();
        server.createContext("/asked", exchange -> answer(exchange, 200, "" + asked.incrementAndGet()));
        One<String> request = http.get(uri("/asked")).flatMap(Response::text);
        assertEquals(0, asked.get());
        assertEquals("1", request.block());
        assertEquals("2", request.block());
    }
}
