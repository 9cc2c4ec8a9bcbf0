package io.nagare.spring;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.ByteStream;
import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.Outcome;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

/** What only WebFlux does: bodies as streams, and the context. The rest is in {@link WebContract}. */
class WebFluxTest extends WebContract {

    private static Started started;

    @BeforeAll
    static void start() {
        started = Started.reactive(Controller.class, Uploads.class, Uploads.Tenant.class);
    }

    @AfterAll
    static void stop() {
        started.close();
    }

    @Override
    Started started() {
        return started;
    }

    private static WebTestClient.ResponseSpec post(String path, MediaType type, Object body) {
        return started.client().post().uri(path).contentType(type).bodyValue(body).exchange();
    }

    private static final String TWO_READINGS = "{\"name\":\"a\",\"value\":1}\n{\"name\":\"b\",\"value\":2}\n";

    @Test
    void aOneIsABody() {
        post("/one", MediaType.APPLICATION_JSON, new Reading("a", 7))
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .isEqualTo("7");
    }

    @Test
    void aBodyThatCannotBeReadIsABadRequest() {
        post("/one", MediaType.APPLICATION_JSON, "{\"name\":").expectStatus().isBadRequest();
        post("/one", MediaType.TEXT_PLAIN, "text").expectStatus().isEqualTo(415);
    }

    @Test
    void aMissingBodyIsABadRequestUnlessItMayBeMissing() {
        started.client()
                .post()
                .uri("/one")
                .contentType(MediaType.APPLICATION_JSON)
                .exchange()
                .expectStatus()
                .isBadRequest();
        started.client()
                .post()
                .uri("/maybe")
                .contentType(MediaType.APPLICATION_JSON)
                .exchange()
                .expectBody(String.class)
                .isEqualTo("nothing");
    }

    @Test
    void aManyIsABody() {
        post("/sum", MediaType.APPLICATION_NDJSON, TWO_READINGS).expectBody(String.class).isEqualTo("3");
        post("/sum", MediaType.APPLICATION_JSON, List.of(new Reading("a", 3), new Reading("b", 4)))
                .expectBody(String.class)
                .isEqualTo("7");
        post("/double", MediaType.APPLICATION_NDJSON, TWO_READINGS)
                .expectBody(String.class)
                .isEqualTo("{\"name\":\"a\",\"value\":2}\n{\"name\":\"b\",\"value\":4}\n");
    }

    @Test
    void bytesAreABodyWhateverTheirType() {
        String text = "line\n".repeat(50_000);
        for (MediaType type : List.of(MediaType.APPLICATION_OCTET_STREAM, MediaType.TEXT_PLAIN)) {
            post("/echo", type, text).expectStatus().isOk().expectBody(String.class).isEqualTo(text);
            post("/lines", type, text).expectBody(String.class).isEqualTo("50000");
            post("/pieces", type, text).expectBody(String.class).isEqualTo(text);
            post("/length", type, "12345").expectBody(String.class).isEqualTo("5");
        }
        post("/echo", MediaType.APPLICATION_JSON, "{}").expectBody(String.class).isEqualTo("{}");
    }

    @Test
    void bytesThatAreOneBodyHaveSpringsLimit() {
        post("/length", MediaType.APPLICATION_OCTET_STREAM, "x".repeat(300_000))
                .expectStatus()
                .isEqualTo(413);
    }

    @Test
    void aWebClientReadsAndWritesBytesToo() {
        WebClient client = started.bean(WebClient.Builder.class)
                .baseUrl("http://localhost:" + started.port())
                .build();
        ByteStream sent = ByteStream.of(Many.just(Bytes.utf8("a"), Bytes.utf8("b")));
        ByteStream echoed = requireNonNull(client.post()
                .uri("/echo")
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .body(sent, Bytes.class)
                .retrieve()
                .bodyToMono(ByteStream.class)
                .block(Started.LIMIT));
        assertEquals("ab", echoed.map(Bytes::utf8).reduce("", String::concat).block(Started.LIMIT));
        assertEquals(
                "some bytes",
                client.get()
                        .uri("/bytes")
                        .retrieve()
                        .bodyToFlux(Bytes.class)
                        .map(Bytes::utf8)
                        .reduce("", String::concat)
                        .block(Started.LIMIT));
    }

    @Test
    void aBodyNeedNotBeReadToItsEnd() {
        for (int i = 0; i < 3; i++) {
            post("/first", MediaType.APPLICATION_OCTET_STREAM, "x".repeat(1_000_000))
                    .expectBody(String.class)
                    .isEqualTo("x");
        }
    }

    @Test
    void aClientThatLeavesWhileItSendsFailsTheBody() throws Exception {
        Uploads uploads = started.bean(Uploads.class);
        try (Socket socket = new Socket("localhost", started.port())) {
            OutputStream out = socket.getOutputStream();
            out.write("POST /watched HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nabc"
                    .getBytes(StandardCharsets.US_ASCII));
            out.flush();
            assertTrue(uploads.begun.await(Started.LIMIT.toSeconds(), TimeUnit.SECONDS));
        }
        Outcome end = uploads.ended.poll(Started.LIMIT.toSeconds(), TimeUnit.SECONDS);
        assertTrue(end == Outcome.FAILED || end == Outcome.CANCELLED, () -> "ended " + end);
    }

    @Test
    void theContextOfReactorAndTaskLocalsCross() {
        started.client().get().uri("/context").exchange().expectBody(String.class).isEqualTo("blue r-17");
        post("/context", MediaType.APPLICATION_JSON, new Reading("a", 7))
                .expectBody(String.class)
                .isEqualTo("blue r-17");
    }

    @Test
    void aSlowClientHoldsBackTheBytes() throws Exception {
        Controller controller = started.bean(Controller.class);
        int before = controller.asked.get();
        Flux<byte[]> body = started.client()
                .get()
                .uri("/endless-bytes")
                .exchange()
                .returnResult(byte[].class)
                .getResponseBody();
        StepVerifier.create(body, 0)
                .thenRequest(1)
                .expectNextCount(1)
                .thenCancel()
                .verify(Started.LIMIT);
        assertEquals(Outcome.CANCELLED, controller.ended.poll(Started.LIMIT.toSeconds(), TimeUnit.SECONDS));
        int asked = controller.asked.get() - before;
        assertTrue(asked < 5_000, "80 MB were asked for, and 16 KiB taken: " + asked);
    }
}
