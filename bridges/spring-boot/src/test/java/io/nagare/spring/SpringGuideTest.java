package io.nagare.spring;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nagare.ByteStream;
import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.channel.Broadcast;
import io.nagare.engine.GuideSnippets;
import io.nagare.net.Tcp;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The examples of docs/spring.md. */
class SpringGuideTest {

    private record Order(String id) {}

    @RestController
    static class Controllers {

        private final Broadcast<String> news = Broadcast.lagging(16);
        private final ApplicationEnding ending;

        Controllers(ApplicationEnding ending) {
            this.ending = ending;
        }

        private static One<Order> find(String id) {
            return id.equals("17") ? One.just(new Order(id)) : One.empty();
        }

        @GetMapping(path = "/news", produces = "text/event-stream")
        Many<String> read() {
            return news.receiver().takeUntil(ending.signal());
        }

        @GetMapping("/orders/{id}")
        One<ResponseEntity<Order>> order(@PathVariable("id") String id) {
            return find(id).map(ResponseEntity::ok).defaultIfEmpty(ResponseEntity.notFound().build());
        }

        @PostMapping("/copy")
        ByteStream copy(@RequestBody ByteStream body) {
            return body;
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Servers {

        @Bean
        ServerBean echo(Nagare runtime) {
            return ServerBean.of(runtime, Tcp.serveInBackground("127.0.0.1", 0, peer -> peer.write(peer.read())));
        }
    }

    @Test
    void everyExampleOfTheGuideIsHere() throws Exception {
        GuideSnippets.check("spring.md", SpringGuideTest.class);
    }

    @Test
    void theyRun() throws Exception {
        Controllers controllers;
        Started started = Started.reactive(Controllers.class, Servers.class);
        try (started) {
            WebTestClient client = started.client();
            client.get().uri("/orders/17").exchange().expectBody(String.class).isEqualTo("{\"id\":\"17\"}");
            client.get().uri("/orders/18").exchange().expectStatus().isNotFound();
            client.post()
                    .uri("/copy")
                    .contentType(MediaType.APPLICATION_OCTET_STREAM)
                    .bodyValue("copied")
                    .exchange()
                    .expectBody(String.class)
                    .isEqualTo("copied");
            try (Socket socket = new Socket("127.0.0.1", started.bean(ServerBean.class).port())) {
                socket.getOutputStream().write('x');
                assertEquals('x', socket.getInputStream().read());
            }
            controllers = started.bean(Controllers.class);
            Nagare nagare = started.nagare();
            nagare.spawn(controllers.read());
            nagare.blockOn(One.delay(Duration.ofMillis(1)));
        }
        assertEquals(0, controllers.news.subscribers(), "the signal has ended it");
    }
}
