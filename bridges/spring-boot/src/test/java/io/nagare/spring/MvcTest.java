package io.nagare.spring;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nagare.ByteStream;
import io.nagare.Bytes;
import io.nagare.One;
import io.nagare.Outcome;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.test.StepVerifier;

/** MVC, whose requests have a thread each. */
class MvcTest extends WebContract {

    private static Started started;

    @RestController
    static class BlockingUploads {

        @PostMapping("/lines")
        One<Long> lines(@RequestBody ByteStream body) {
            return body.lines().count();
        }

        @PostMapping("/lines-now")
        long linesNow(@RequestBody ByteStream body) {
            return body.lines().count().block();
        }

        @PostMapping("/length")
        int length(@RequestBody Bytes body) {
            return body.length();
        }
    }

    @BeforeAll
    static void start() {
        started = Started.servlet(Controller.class, BlockingUploads.class);
    }

    @AfterAll
    static void stop() {
        started.close();
    }

    @Override
    Started started() {
        return started;
    }

    private static String post(String path, String body) {
        return started.client()
                .post()
                .uri(path)
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .bodyValue(body)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
    }

    @Test
    void bytesAreABody() {
        String text = "line\n".repeat(50_000);
        assertEquals("50000", post("/lines", text));
        assertEquals("50000", post("/lines-now", text));
        assertEquals("250000", post("/length", text));
    }

    @Test
    void aClientThatLeavesCancelsTheBytes() throws Exception {
        Controller controller = started.bean(Controller.class);
        StepVerifier.create(started.client()
                        .get()
                        .uri("/endless-bytes")
                        .exchange()
                        .returnResult(byte[].class)
                        .getResponseBody())
                .expectNextCount(1)
                .thenCancel()
                .verify(Started.LIMIT);
        assertEquals(Outcome.CANCELLED, controller.ended.poll(Started.LIMIT.toSeconds(), TimeUnit.SECONDS));
    }
}
