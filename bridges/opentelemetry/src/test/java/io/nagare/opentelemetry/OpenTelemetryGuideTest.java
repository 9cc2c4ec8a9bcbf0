package io.nagare.opentelemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.driver.ThreadContext;
import io.nagare.engine.GuideSnippets;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import org.junit.jupiter.api.Test;

/** The examples of docs/opentelemetry.md. */
class OpenTelemetryGuideTest {

    private record Order(String name) {}

    @Test
    void everyExampleOfTheGuideIsHere() throws Exception {
        GuideSnippets.check("opentelemetry.md", OpenTelemetryGuideTest.class);
    }

    private static Order price(Order order) {
        return new Order(order.name() + " in " + Span.current().getSpanContext().getTraceId());
    }

    @Test
    void aSpanOverAStream() {
        InMemorySpanExporter exporter = InMemorySpanExporter.create();
        SdkTracerProvider provider = SdkTracerProvider.builder()
                .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                .build();
        Tracer tracer = provider.get("test");
        Many<Order> orders = Many.just(new Order("a"));
        try (Nagare runtime = Nagare.multiThread().workers(2).start()) {
            OpenTelemetryNagare.carryContext();
            Many<Order> traced = OpenTelemetryNagare.trace(
                    orders.mapParallel(4, order -> price(order)),
                    () -> tracer.spanBuilder("price orders"));

            String name = runtime.blockOn(traced.collectList()).get(0).name();
            String trace = exporter.getFinishedSpanItems().get(0).getTraceId();
            assertEquals("a in " + trace, name);
        } finally {
            ThreadContext.carry(null);
            provider.close();
        }
    }
}
