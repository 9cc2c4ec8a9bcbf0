package io.nagare.spring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.test.StepVerifier;

/** What holds in WebFlux and in MVC. */
abstract class WebContract {

    abstract Started started();

    private WebTestClient.ResponseSpec get(String path) {
        return started().client().get().uri(path).exchange();
    }

    private void gives(String path, String body) {
        get(path).expectStatus().isOk().expectBody(String.class).isEqualTo(body);
    }

    private void refused(String path, HttpStatus status) {
        get(path).expectStatus().isEqualTo(status);
    }

    /** Waits for a condition that another thread is about to make true. */
    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            Thread.onSpinWait();
        }
    }

    @Test
    void aBroadcastIsServedAsEventsUntilTheClientLeaves() throws Exception {
        Controller controller = started().bean(Controller.class);
        CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> {
            await(() -> controller.news.subscribers() == 1);
            controller.news.send("first");
            controller.news.send("second");
        });
        StepVerifier.create(started().client()
                        .get()
                        .uri("/news")
                        .accept(MediaType.TEXT_EVENT_STREAM)
                        .exchange()
                        .expectHeader()
                        .contentTypeCompatibleWith(MediaType.TEXT_EVENT_STREAM)
                        .returnResult(String.class)
                        .getResponseBody())
                .expectNext("first", "second")
                .thenCancel()
                .verify(Started.LIMIT);
        sent.join();
        // A server of MVC finds out when it writes.
        await(() -> {
            controller.news.send("to nobody");
            return controller.news.subscribers() == 0;
        });
        assertEquals(Outcome.CANCELLED, controller.ended.poll(Started.LIMIT.toSeconds(), TimeUnit.SECONDS));
    }

    @Test
    void manyAreLinesOrAList() {
        get("/readings")
                .expectHeader()
                .contentTypeCompatibleWith(MediaType.APPLICATION_NDJSON)
                .expectBody(String.class)
                .isEqualTo("{\"name\":\"r\",\"value\":1}\n"
                        + "{\"name\":\"r\",\"value\":2}\n"
                        + "{\"name\":\"r\",\"value\":3}\n");
        get("/list")
                .expectHeader()
                .contentType(MediaType.APPLICATION_JSON)
                .expectBodyList(Reading.class)
                .hasSize(3);
    }

    @Test
    void eachItemOfAByteStreamIsSentAtOnce() throws IOException {
        URL url = new URL("http://localhost:" + started().port() + "/bytes-in-two");
        try (InputStream body = url.openStream()) {
            assertEquals("first, ", new String(body.readNBytes(7)));
            started().bean(Controller.class).second.complete("second");
            assertEquals("second", new String(body.readAllBytes()));
        }
    }

    @Test
    void bytesInJsonAreInBase64() {
        gives("/signed", "{\"name\":\"a\",\"signature\":\"aGk=\"}");
        started().client()
                .post()
                .uri("/signature")
                .header("Content-Type", "application/json")
                .bodyValue("{\"name\":\"a\",\"signature\":\"aGk=\"}")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .isEqualTo("hi");
    }

    @Test
    void aOneIsASingleValue() {
        gives("/one", "{\"name\":\"one\",\"value\":1}");
        get("/entity-of-one").expectStatus().isAccepted().expectBody(String.class).isEqualTo(
                "{\"name\":\"one\",\"value\":1}");
        get("/entity")
                .expectStatus()
                .isCreated()
                .expectHeader()
                .valueEquals("X-From", "one")
                .expectBody(String.class)
                .isEqualTo("{\"name\":\"entity\",\"value\":2}");
    }

    @Test
    void anEmptyOneIsWhatAnEmptyMonoIs() {
        get("/empty").expectStatus().isOk().expectBody().isEmpty();
        get("/null").expectStatus().isOk().expectBody().isEmpty();
        refused("/empty-entity", HttpStatus.NOT_FOUND);
    }

    @Test
    void failuresBecomeTheStatusThatSpringGivesThem() {
        refused("/missing", HttpStatus.NOT_FOUND);
        refused("/locked", HttpStatus.LOCKED);
        get("/conflict")
                .expectStatus()
                .isEqualTo(HttpStatus.CONFLICT)
                .expectBody(String.class)
                .isEqualTo("it is taken");
        refused("/failing-bytes", HttpStatus.GONE);
    }

    @Test
    void bytesAreAResponse() {
        get("/bytes")
                .expectStatus()
                .isOk()
                .expectHeader()
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .expectBody(String.class)
                .isEqualTo("some bytes");
        get("/typed-bytes")
                .expectHeader()
                .contentType(MediaType.IMAGE_PNG)
                .expectHeader()
                .valueEquals("X-From", "bytes")
                .expectBody()
                .consumeWith(result -> assertEquals(10, result.getResponseBodyContent().length));
        get("/bytes-later")
                .expectStatus()
                .isAccepted()
                .expectBody(String.class)
                .isEqualTo("some bytes");
        gives("/one-bytes", "one piece");
    }

    @Test
    void streamsRunOnTheRuntimeOfTheApplication() {
        gives("/runtime", started().nagare().toString());
    }

    @Test
    void healthTellsOfTheRuntime() {
        String health = get("/actuator/health")
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
        assertTrue(health != null && health.contains("\"nagare\":{") && health.contains("\"workers\":2"), health);
    }
}
