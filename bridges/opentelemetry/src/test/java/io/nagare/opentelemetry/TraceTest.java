package io.nagare.opentelemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.channel.Broadcast;
import io.nagare.driver.ThreadContext;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Spans of streams, with the exporter in memory. */
class TraceTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
    private final SdkTracerProvider provider = SdkTracerProvider.builder()
            .addSpanProcessor(SimpleSpanProcessor.create(exporter))
            .build();
    private final Tracer tracer = provider.get("test");
    private final Set<String> seen = new ConcurrentSkipListSet<>();
    private Nagare nagare;

    @BeforeEach
    void carry() {
        OpenTelemetryNagare.carryContext();
        nagare = Nagare.multiThread().workers(2).start();
    }

    @AfterEach
    void nothingIsLeftOnAWorker() {
        List<Boolean> left = nagare.blockOn(
                Many.range(0, 64)
                        .mapParallel(8, item -> Context.current() == Context.root())
                        .collectList(),
                LIMIT);
        nagare.close();
        ThreadContext.carry(null);
        provider.close();
        assertEquals(Set.of(true), Set.copyOf(left));
    }

    private <T> T note(String where, T item) {
        seen.add(where + " " + Span.current().getSpanContext().getSpanId());
        return item;
    }

    private SpanData finished(String name) {
        return exporter.getFinishedSpanItems().stream()
                .filter(span -> span.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** {@link #nothingIsLeftOnAWorker} looks afterwards. */
    @Test
    @SuppressWarnings("MustBeClosedChecker")
    void aScopeThatAFunctionLeavesOpenEndsWithTheRun() {
        Many<Integer> careless = Many.range(0, 64)
                .mapParallel(8, item -> {
                    tracer.spanBuilder("left").startSpan().makeCurrent();
                    return item;
                });
        nagare.blockOn(careless.then(), LIMIT);
        try (Scope own = tracer.spanBuilder("own").startSpan().makeCurrent()) {
            nagare.blockOn(careless.then(), LIMIT);
        }
        One<Boolean> job = One.blocking(() -> {
            boolean clean = Context.current() == Context.root();
            tracer.spanBuilder("left").startSpan().makeCurrent();
            return clean;
        });
        assertTrue(nagare.blockOn(job, LIMIT));
        assertTrue(nagare.blockOn(job, LIMIT));
    }

    @Test
    void theSpanIsCurrentInEachFunctionUpstream() {
        Many<Integer> items = Many.range(0, 10)
                .map(item -> note("map", item))
                .runOn(nagare)
                .delayElements(Duration.ofMillis(1))
                .mapParallel(2, item -> note("parallel", item))
                .flatMap(item -> One.blocking(() -> note("blocking", item)));
        nagare.blockOn(
                OpenTelemetryNagare.trace(items, () -> tracer.spanBuilder("orders"))
                        .map(item -> note("downstream", item))
                        .then(),
                LIMIT);
        String id = finished("orders").getSpanId();
        assertEquals(
                Set.of("map " + id, "parallel " + id, "blocking " + id, "downstream 0000000000000000"), seen);
        assertEquals(StatusCode.UNSET, finished("orders").getStatus().getStatusCode());
    }

    @Test
    void theSpanOfTheSubscribingThreadIsTheParent() {
        Span around = tracer.spanBuilder("around").startSpan();
        One<Integer> inner = OpenTelemetryNagare.trace(
                One.delay(Duration.ofMillis(1)).then(One.just(1)), () -> tracer.spanBuilder("inner"));
        Many<Integer> outer = OpenTelemetryNagare.trace(
                Many.range(0, 2).concatMap(item -> inner), () -> tracer.spanBuilder("outer"));
        try (Scope scope = around.makeCurrent()) {
            nagare.blockOn(outer.then(), LIMIT);
        }
        around.end();
        assertEquals(around.getSpanContext().getSpanId(), finished("outer").getParentSpanId());
        assertEquals(finished("outer").getSpanId(), finished("inner").getParentSpanId());
        assertEquals(1, exporter.getFinishedSpanItems().stream().map(SpanData::getTraceId).distinct().count());
    }

    @Test
    void aReceiverOfABroadcastHasTheTraceOfItsSubscriber() throws InterruptedException {
        Broadcast<Integer> room = Broadcast.lagging(8);
        CountDownLatch received = new CountDownLatch(3);
        Span around = tracer.spanBuilder("around").startSpan();
        try (Scope scope = around.makeCurrent()) {
            room.receiver().runOn(nagare).map(item -> note("receiver", item)).subscribe(item -> received.countDown());
        }
        nagare.blockOn(Many.range(0, 3).doOnNext(room::send).then(), LIMIT);
        received.await();
        assertEquals(Set.of("receiver " + around.getSpanContext().getSpanId()), seen);
        around.end();
    }

    @Test
    void failuresAndCancellationsAreRecorded() {
        One<Integer> failing = OpenTelemetryNagare.trace(
                One.<Integer>error(() -> new IllegalStateException("planted")), () -> tracer.spanBuilder("failing"));
        assertThrows(IllegalStateException.class, () -> nagare.blockOn(failing, LIMIT));
        nagare.blockOn(
                OpenTelemetryNagare.trace(Many.range(0, 9), () -> tracer.spanBuilder("cancelled")).take(2).then(),
                LIMIT);
        assertEquals(StatusCode.ERROR, finished("failing").getStatus().getStatusCode());
        assertEquals("exception", finished("failing").getEvents().get(0).getName());
        AttributeKey<Boolean> cancelled = AttributeKey.booleanKey("nagare.cancelled");
        assertEquals(true, finished("cancelled").getAttributes().get(cancelled));
        assertNull(finished("failing").getAttributes().get(cancelled));
    }

    @Test
    void aSpanEndsWithItsRuntime() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        try (Nagare other = Nagare.multiThread().workers(1).start()) {
            other.spawn(OpenTelemetryNagare.trace(
                    Many.never().doOnSubscribe(begun::countDown), () -> tracer.spanBuilder("never")));
            begun.await();
        }
        assertEquals(true, finished("never").hasEnded());
    }

    @Test
    void aSupplierThatReturnsNullFailsTheStream() {
        Many<Integer> items = OpenTelemetryNagare.trace(Many.range(0, 2), () -> null);
        assertEquals(
                "trace: the supplier returned null",
                assertThrows(NullPointerException.class, () -> nagare.blockOn(items.then(), LIMIT))
                        .getMessage());
    }
}
