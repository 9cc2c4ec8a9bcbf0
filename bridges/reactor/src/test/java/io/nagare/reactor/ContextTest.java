package io.nagare.reactor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.TaskLocal;
import io.nagare.failure.ProtocolViolationException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.CoreSubscriber;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.util.context.ContextView;

/** What surrounds a stream crosses to Reactor and back. */
class ContextTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final TaskLocal<String> REQUEST = TaskLocal.named("request");

    private final Queue<String> seen = new ConcurrentLinkedQueue<>();
    private Nagare nagare;

    @BeforeEach
    void start() {
        nagare = Nagare.multiThread().workers(2).start();
    }

    @AfterEach
    void close() {
        nagare.close();
    }

    private <T> T noteTenant(T item) {
        ContextView context = ReactorNagare.CONTEXT.get();
        seen.add(context == null ? "none" : context.get("tenant"));
        return item;
    }

    private static Flux<String> tenants() {
        return Flux.deferContextual(context -> Flux.just(context.getOrDefault("tenant", "none")));
    }

    @Test
    void aFunctionBehindAnInnerFluxFindsItsOwnContext() {
        Flux<String> inner = ReactorNagare.flux(Many.just("item")).contextWrite(context -> context.put("tenant", "in"));
        List<Many<String>> streams = List.of(
                ReactorNagare.many(inner),
                Many.just(1).flatMap(i -> ReactorNagare.many(inner)),
                Many.just(1).concatMap(i -> inner));
        for (Many<String> stream : streams) {
            ReactorNagare.flux(stream.map(this::noteTenant))
                    .contextWrite(context -> context.put("tenant", "out"))
                    .blockLast(LIMIT);
        }
        assertEquals(List.of("out", "out", "out"), List.copyOf(seen));
    }

    @Test
    void aSegmentInTheMiddleOfAFluxKeepsTheContext() {
        StepVerifier.create(tenants()
                        .as(ReactorNagare::many)
                        .map(this::noteTenant)
                        .runOn(nagare)
                        .map(this::noteTenant)
                        .flatMap(item -> One.blocking(() -> noteTenant(item)))
                        .as(ReactorNagare::flux)
                        .contextWrite(context -> context.put("tenant", "blue")))
                .expectNext("blue")
                .expectComplete()
                .verify(LIMIT);
        assertEquals(List.of("blue", "blue", "blue"), List.copyOf(seen));
    }

    @Test
    void aMonoDoesTheSame() {
        StepVerifier.create(tenants()
                        .next()
                        .as(ReactorNagare::one)
                        .map(this::noteTenant)
                        .as(ReactorNagare::mono)
                        .contextWrite(context -> context.put("tenant", "blue")))
                .expectNext("blue")
                .expectComplete()
                .verify(LIMIT);
        assertEquals(List.of("blue"), List.copyOf(seen));
    }

    @Test
    void eachSubscriberHasItsOwnContext() {
        Flux<String> flux = ReactorNagare.flux(ReactorNagare.many(tenants()));
        assertEquals("red", flux.contextWrite(c -> c.put("tenant", "red")).blockLast(LIMIT));
        assertEquals("none", flux.blockLast(LIMIT));
        assertEquals("green", flux.contextWrite(c -> c.put("tenant", "green")).blockLast(LIMIT));
    }

    @Test
    void aTaskLocalCrossesUnderItsName() {
        Mono<String> inside = Mono.deferContextual(context -> Mono.just(context.getOrDefault(REQUEST, "none")));
        assertEquals("r-17", ReactorNagare.one(inside).contextWrite(REQUEST, "r-17").block());
        One<String> reads = One.fromCallable(() -> REQUEST.getOr("none"));
        assertEquals(
                "r-18", ReactorNagare.mono(reads).contextWrite(c -> c.put(REQUEST, "r-18")).block(LIMIT));
    }

    @Test
    void anInnerValueIsFoundFirst() {
        One<String> reads = One.fromCallable(() -> REQUEST.getOr("none"));
        assertEquals(
                "inner",
                ReactorNagare.mono(ReactorNagare.one(ReactorNagare.mono(reads)).contextWrite(REQUEST, "inner"))
                        .contextWrite(c -> c.put(REQUEST, "outer"))
                        .block(LIMIT));
    }

    @Test
    void discardedItemsGoToTheHooksOfTheFlux() throws InterruptedException {
        BlockingQueue<Integer> discarded = new LinkedBlockingQueue<>();
        List<List<Integer>> items = new ArrayList<>();
        Flux<List<Integer>> pairs =
                ReactorNagare.flux(Many.just(1, 2, 3).concatWith(Many.never()).buffer(2));
        Disposable subscription = pairs.doOnDiscard(Integer.class, discarded::add).subscribe(items::add);
        assertEquals(List.of(List.of(1, 2)), items, "and the third waits for a fourth");
        subscription.dispose();
        assertEquals(3, discarded.poll(LIMIT.toSeconds(), TimeUnit.SECONDS));
    }

    @Test
    void demandIsAsItIs() {
        List<Long> requested = new ArrayList<>();
        StepVerifier.create(
                        ReactorNagare.flux(ReactorNagare.many(Flux.range(0, 10).doOnRequest(requested::add))
                                .map(i -> i + 1)),
                        0)
                .thenRequest(2)
                .expectNext(1, 2)
                .thenRequest(3)
                .expectNext(3, 4, 5)
                .thenCancel()
                .verify(LIMIT);
        assertEquals(5, requested.stream().mapToLong(Long::longValue).sum(), requested::toString);
    }

    /** Otherwise the two threads would wait for each other in turn. */
    @Test
    void theThreadThatRequestsRunsTheStream() {
        Scheduler scheduler = Schedulers.newSingle("theirs");
        Set<String> workers = ConcurrentHashMap.newKeySet();
        Many<Integer> stream = Many.range(0, 100_000).doOnNext(i -> {
            if (Nagare.isWorker(Thread.currentThread())) {
                workers.add(Thread.currentThread().getName());
            }
        });
        Flux<Integer> moved = ReactorNagare.flux(stream).publishOn(scheduler, false, 10);
        assertEquals(100_000, moved.subscribeOn(scheduler).count().block(LIMIT));
        scheduler.dispose();
        assertEquals(Set.of(), workers);
    }

    @Test
    void aSuccessIsNoCancellation() {
        List<String> cancelled = new ArrayList<>();
        Mono<Integer> theirs = Mono.just(1).hide().doOnCancel(() -> cancelled.add("theirs"));
        One<Integer> ours = One.just(1).doOnCancel(() -> cancelled.add("ours"));
        assertEquals(1, ReactorNagare.one(theirs).block());
        assertEquals(2, ReactorNagare.one(theirs).map(i -> i + 1).flatMap(One::just).block());
        assertEquals(1, ReactorNagare.mono(ours).block());
        assertEquals(1, ReactorNagare.mono(ReactorNagare.one(theirs)).map(i -> i).block());
        assertEquals(null, ReactorNagare.one(theirs.filter(i -> i > 1)).block());
        assertEquals(List.of(), cancelled);
    }

    @Test
    void cancellingAOneCancelsItsMono() throws InterruptedException {
        BlockingQueue<String> cancelled = new LinkedBlockingQueue<>();
        ReactorNagare.one(Mono.never().doOnCancel(() -> cancelled.add("never")))
                .subscribe()
                .cancel();
        assertEquals("never", cancelled.poll(LIMIT.toSeconds(), TimeUnit.SECONDS));
    }

    @Test
    void failuresCrossAsTheyAre() {
        IllegalStateException failure = new IllegalStateException("it is broken");
        StepVerifier.create(ReactorNagare.flux(ReactorNagare.many(Flux.error(failure))))
                .expectErrorMatches(seenFailure -> seenFailure == failure)
                .verify(LIMIT);
    }

    /** A Flux that sends signals without regard to demand, and notes who asks for them. */
    private Flux<Integer> unruly(Consumer<CoreSubscriber<? super Integer>> signals) {
        return new Flux<>() {
            @Override
            public void subscribe(CoreSubscriber<? super Integer> subscriber) {
                seen.add(subscriber.getClass().getName());
                subscriber.onSubscribe(Operators.emptySubscription());
                signals.accept(subscriber);
            }
        };
    }

    /** The edge finds broken rules by itself. So Reactor does not serialize signals before it, which has a price. */
    @Test
    void aFluxThatBreaksARuleFailsTheStream() {
        StepVerifier.create(ReactorNagare.flux(ReactorNagare.many(unruly(to -> to.onNext(null)))))
                .expectError(NullPointerException.class)
                .verify(LIMIT);
        StepVerifier.create(
                        ReactorNagare.flux(ReactorNagare.many(unruly(to -> {
                            to.onNext(1);
                            to.onNext(2);
                        }))),
                        1)
                .expectError(ProtocolViolationException.class)
                .verify(LIMIT);
        assertEquals(2, seen.size());
        assertFalse(seen.stream().anyMatch(name -> name.contains("Strict")), seen::toString);
    }

    @Test
    void reactorRefusesToBlockAWorker() {
        assertFalse(Nagare.isWorker(Thread.currentThread()));
        ReactorNagare.scheduler(nagare).dispose();
        assertThrows(
                IllegalStateException.class,
                () -> nagare.blockOn(nagare.spawn(() -> Mono.delay(Duration.ofMillis(1)).block()), LIMIT));
    }

    @Test
    void nullsAreRefusedByName() {
        NullPointerException refused =
                assertThrows(NullPointerException.class, () -> ReactorNagare.flux((Many<String>) null));
        assertEquals("many", refused.getMessage());
    }
}
