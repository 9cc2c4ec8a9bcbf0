package io.nagare.spring;

import io.nagare.ByteStream;
import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.One;
import io.nagare.Outcome;
import io.nagare.TaskLocal;
import io.nagare.reactor.ReactorNagare;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** What WebFlux alone takes, and its context. */
@RestController
class Uploads {

    static final TaskLocal<String> REQUEST = TaskLocal.named("request");

    final BlockingQueue<Outcome> ended = new LinkedBlockingQueue<>();
    final CountDownLatch begun = new CountDownLatch(1);

    /** Puts into the context what a tracer would put there. */
    @Component
    static final class Tenant implements WebFilter {
        @Override
        public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
            return chain.filter(exchange)
                    .contextWrite(context -> context.put("tenant", "blue").put(REQUEST, "r-17"));
        }
    }

    @PostMapping("/one")
    One<Integer> one(@RequestBody One<Reading> reading) {
        return reading.map(Reading::value);
    }

    @PostMapping("/maybe")
    One<String> maybe(@RequestBody(required = false) One<Reading> reading) {
        return reading.map(Reading::name).defaultIfEmpty("nothing");
    }

    @PostMapping("/sum")
    One<Integer> sum(@RequestBody Many<Reading> readings) {
        return readings.map(Reading::value).reduce(0, Integer::sum);
    }

    @PostMapping(path = "/double", produces = "application/x-ndjson")
    Many<Reading> doubled(@RequestBody Many<Reading> readings) {
        return readings.map(reading -> new Reading(reading.name(), 2 * reading.value()));
    }

    @PostMapping("/echo")
    ByteStream echo(@RequestBody ByteStream body) {
        return body;
    }

    @PostMapping("/length")
    One<Integer> length(@RequestBody One<Bytes> body) {
        return body.map(Bytes::length);
    }

    @PostMapping("/pieces")
    Many<Bytes> pieces(@RequestBody Many<Bytes> body) {
        return body;
    }

    @PostMapping("/lines")
    One<Long> lines(@RequestBody ByteStream body) {
        return body.lines().count();
    }

    @PostMapping("/first")
    One<String> first(@RequestBody ByteStream body) {
        return body.next().map(bytes -> bytes.utf8().substring(0, 1));
    }

    @PostMapping("/watched")
    One<Long> watched(@RequestBody ByteStream body) {
        return body.doOnNext(bytes -> begun.countDown()).doFinally(ended::add).count();
    }

    @GetMapping("/context")
    One<String> context() {
        return One.delay(java.time.Duration.ofMillis(1))
                .then(One.fromCallable(
                        () -> ReactorNagare.CONTEXT.get().get("tenant") + " " + REQUEST.getOr("none")));
    }

    @PostMapping("/context")
    One<ResponseEntity<String>> contextBehindTheBody(@RequestBody One<Reading> reading) {
        return reading.flatMap(read -> context()).map(ResponseEntity::ok);
    }
}
