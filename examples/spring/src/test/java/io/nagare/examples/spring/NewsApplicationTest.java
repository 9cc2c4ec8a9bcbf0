package io.nagare.examples.spring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nagare.channel.Broadcast;
import io.nagare.spring.ServerBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

/** The application, started as its main does, with browsers, curl and a line reader as clients. */
class NewsApplicationTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private ConfigurableApplicationContext application;
    private WebTestClient client;
    private int port;

    @BeforeEach
    void start() {
        application = SpringApplication.run(NewsApplication.class, "--server.port=0", "--news.port=0");
        port = application.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
        client = WebTestClient.bindToServer()
                .baseUrl("http://localhost:" + port)
                .responseTimeout(LIMIT)
                .build();
    }

    @AfterEach
    void close() {
        application.close();
    }

    private WebTestClient.ResponseSpec post(String line) {
        return client.post().uri("/news").contentType(MediaType.TEXT_PLAIN).bodyValue(line).exchange();
    }

    private Flux<String> read() {
        return client.get()
                .uri("/news")
                .accept(MediaType.TEXT_EVENT_STREAM)
                .exchange()
                .expectStatus()
                .isOk()
                .returnResult(String.class)
                .getResponseBody();
    }

    private void awaitReaders(int count) {
        while (application.getBean(Broadcast.class).subscribers() != count) {
            Thread.onSpinWait();
        }
    }

    @Test
    void newsReachBrowsersAndLineReadersUntilTheApplicationEnds() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", application.getBean(ServerBean.class).port())) {
            BufferedReader lines = new BufferedReader(
                    new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            StepVerifier.create(read())
                    .expectNext("welcome")
                    .then(() -> awaitReaders(2))
                    .then(() -> post("it rains").expectBody(Integer.class).isEqualTo(2))
                    .expectNext("it rains")
                    .then(() -> {
                        // With both requests in flight.
                        application.close();
                    })
                    .expectComplete()
                    .verify(LIMIT);
            assertEquals("it rains", lines.readLine());
            assertNull(lines.readLine());
        }
        assertFalse(application.isActive());
    }

    @Test
    void aReaderThatLeavesIsForgotten() {
        StepVerifier.create(read())
                .expectNext("welcome")
                .then(() -> awaitReaders(1))
                .thenCancel()
                .verify(LIMIT);
        awaitReaders(0);
    }

    @Test
    void newsNeedWords() {
        post(" ").expectStatus().isBadRequest();
        client.post()
                .uri("/news")
                .contentType(MediaType.TEXT_PLAIN)
                .exchange()
                .expectStatus()
                .isBadRequest();
    }

    @Test
    void aBrowserGetsThePage() {
        String page = client.get()
                .uri("/")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
        assertTrue(page != null && page.contains("new EventSource(\"news\")"), page);
        String health = client.get()
                .uri("/actuator/health")
                .exchange()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
        assertTrue(health != null && health.contains("\"nagare\""), health);
    }

    @Test
    void curlReadsEventsAsTheyCome() throws Exception {
        Process curl;
        try {
            curl = new ProcessBuilder("curl", "-sN", "http://localhost:" + port + "/news").start();
        } catch (IOException missing) {
            assumeTrue(false, "curl is not here");
            return;
        }
        try (InputStream output = curl.getInputStream()) {
            BufferedReader events = new BufferedReader(new InputStreamReader(output, StandardCharsets.UTF_8));
            assertEquals("data:welcome", events.readLine());
            assertEquals("", events.readLine());
            awaitReaders(1);
            post("it rains");
            assertEquals("data:it rains", events.readLine());
            assertEquals("", events.readLine());
            application.close();
            assertNull(events.readLine());
            assertEquals(0, curl.waitFor(), "the end was in good order");
        } finally {
            curl.destroyForcibly();
        }
    }
}
