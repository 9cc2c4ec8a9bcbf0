package io.nagare.reactor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Many;
import io.nagare.One;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;

/** The hooks of Reactor see our streams as they see its own sources. */
class HooksTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String KEY = "a test";

    private final List<String> seen = new ArrayList<>();

    @AfterEach
    void reset() {
        Hooks.resetOnEachOperator(KEY);
        Hooks.resetOnLastOperator(KEY);
        Hooks.resetOnOperatorDebug();
    }

    @Test
    void eachOperatorIncludesTheSource() {
        Hooks.onEachOperator(KEY, publisher -> {
            seen.add(publisher.toString());
            return publisher;
        });
        Flux<Integer> flux = ReactorNagare.flux(Many.just(1));
        Mono<Integer> mono = ReactorNagare.mono(One.just(1));
        assertEquals(2, seen.size(), seen::toString);
        assertTrue(seen.get(0).startsWith("Flux[") && seen.get(1).startsWith("Mono["), seen::toString);
        assertEquals(1, flux.blockLast(LIMIT));
        assertEquals(1, mono.block(LIMIT));
    }

    @Test
    void aHookMayReplaceTheSource() {
        Flux<Object> two = Flux.just(2);
        Mono<Object> three = Mono.just(3);
        Hooks.onEachOperator(KEY, publisher -> publisher instanceof Flux ? two : three);
        assertEquals(2, ReactorNagare.<Object>flux(Many.just(1)).blockLast(LIMIT));
        assertEquals(3, ReactorNagare.<Object>mono(One.just(1)).block(LIMIT));
    }

    @Test
    void theLastOperatorMayBeTheSource() {
        Hooks.onLastOperator(KEY, publisher -> {
            seen.add(publisher.toString());
            return publisher;
        });
        ReactorNagare.flux(Many.just(1)).subscribe();
        ReactorNagare.mono(One.just(1)).subscribe();
        assertEquals(2, seen.size(), seen::toString);
        assertTrue(seen.get(0).startsWith("Flux[") && seen.get(1).startsWith("Mono["), seen::toString);
    }

    @Test
    void operatorDebugTracesAFailureToTheSource() {
        Hooks.onOperatorDebug();
        List<Throwable> failures = new ArrayList<>();
        ReactorNagare.flux(Many.error(new IllegalStateException("planted"))).subscribe(item -> {}, failures::add);
        ReactorNagare.mono(One.error(new IllegalStateException("planted"))).subscribe(item -> {}, failures::add);
        assertEquals(2, failures.size());
        for (Throwable failure : failures) {
            assertEquals(1, failure.getSuppressed().length);
            String trace = failure.getSuppressed()[0].getMessage();
            assertTrue(trace.contains("Assembly trace from producer [io.nagare.reactor."), trace);
        }
    }
}
