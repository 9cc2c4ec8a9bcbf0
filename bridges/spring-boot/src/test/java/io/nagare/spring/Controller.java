package io.nagare.spring;

import static java.util.Objects.requireNonNull;

import io.nagare.ByteStream;
import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.Outcome;
import io.nagare.channel.Broadcast;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** What works in WebFlux and in MVC. */
@RestController
class Controller {

    /** Becomes a status by its annotation. */
    @ResponseStatus(HttpStatus.LOCKED)
    static final class LockedException extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    final Broadcast<String> news = Broadcast.lagging(64);
    final BlockingQueue<Outcome> ended = new LinkedBlockingQueue<>();
    final CompletableFuture<String> second = new CompletableFuture<>();
    final AtomicInteger asked = new AtomicInteger();

    @ExceptionHandler
    ResponseEntity<String> conflict(IllegalStateException failure) {
        return ResponseEntity.status(HttpStatus.CONFLICT).body(requireNonNull(failure.getMessage()));
    }

    @GetMapping(path = "/news", produces = "text/event-stream")
    Many<String> news() {
        return news.receiver().doFinally(ended::add);
    }

    @GetMapping(path = "/readings", produces = "application/x-ndjson")
    Many<Reading> readings() {
        return Many.range(1, 3).map(i -> new Reading("r", i));
    }

    @GetMapping("/list")
    Many<Reading> list() {
        return readings();
    }

    @GetMapping("/signed")
    One<Signed> signed() {
        return One.just(new Signed("a", Bytes.utf8("hi")));
    }

    @PostMapping(path = "/signature", produces = "text/plain")
    One<String> signature(@RequestBody Signed signed) {
        return One.just(signed.signature().utf8());
    }

    @GetMapping("/one")
    One<Reading> one() {
        return One.fromCallable(() -> new Reading("one", 1));
    }

    @GetMapping("/entity")
    One<ResponseEntity<Reading>> entity() {
        return One.fromCallable(() ->
                ResponseEntity.status(HttpStatus.CREATED).header("X-From", "one").body(new Reading("entity", 2)));
    }

    @GetMapping("/entity-of-one")
    ResponseEntity<One<Reading>> entityOfOne() {
        return ResponseEntity.status(HttpStatus.ACCEPTED).body(one());
    }

    @GetMapping("/empty")
    One<Reading> empty() {
        return One.empty();
    }

    /** What a controller does by mistake. */
    @GetMapping("/null")
    @Nullable One<Reading> none() {
        return null;
    }

    @GetMapping("/empty-entity")
    One<ResponseEntity<Reading>> emptyEntity() {
        return One.<ResponseEntity<Reading>>empty().defaultIfEmpty(ResponseEntity.notFound().build());
    }

    @GetMapping("/missing")
    One<Reading> missing() {
        return One.error(new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    @GetMapping("/locked")
    Many<Reading> locked() {
        return Many.error(new LockedException());
    }

    @GetMapping("/conflict")
    One<Reading> handled() {
        return One.error(new IllegalStateException("it is taken"));
    }

    @GetMapping("/bytes")
    ByteStream bytes() {
        return ByteStream.of(Many.just(Bytes.utf8("some "), Bytes.utf8("bytes")));
    }

    @GetMapping(path = "/typed-bytes", produces = "image/png")
    ResponseEntity<ByteStream> typedBytes() {
        return ResponseEntity.ok().header("X-From", "bytes").body(bytes());
    }

    @GetMapping("/bytes-later")
    One<ResponseEntity<ByteStream>> bytesLater() {
        return One.fromCallable(() -> ResponseEntity.accepted().body(bytes()));
    }

    @GetMapping("/one-bytes")
    One<Bytes> oneBytes() {
        return One.just(Bytes.utf8("one piece"));
    }

    @GetMapping("/bytes-in-two")
    ByteStream bytesInTwo() {
        return ByteStream.of(
                Many.just(Bytes.utf8("first, ")).concatWith(One.fromCompletionStage(() -> second).map(Bytes::utf8)));
    }

    @GetMapping("/failing-bytes")
    ByteStream failingBytes() {
        return ByteStream.of(One.error(new ResponseStatusException(HttpStatus.GONE)));
    }

    /** Goes on for as long as the client takes it. */
    @GetMapping("/endless-bytes")
    ByteStream endlessBytes() {
        Bytes piece = Bytes.wrap(new byte[16 * 1024]);
        return ByteStream.of(Many.<Integer, Bytes>generate(() -> 0, (count, output) -> {
                    asked.incrementAndGet();
                    output.emit(piece);
                    return count;
                })
                .doFinally(ended::add));
    }

    @GetMapping("/runtime")
    One<String> runtime() {
        return One.delay(java.time.Duration.ofMillis(1))
                .then(One.fromCallable(() -> Nagare.current().toString()));
    }
}
