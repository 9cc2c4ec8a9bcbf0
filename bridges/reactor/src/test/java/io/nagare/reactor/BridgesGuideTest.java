package io.nagare.reactor;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nagare.Many;
import io.nagare.One;
import io.nagare.driver.ThreadContext;
import io.nagare.engine.GuideSnippets;
import io.reactivex.rxjava3.core.Flowable;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/** The examples of docs/bridges.md. */
class BridgesGuideTest {

    private record Order(String name, String tenant) {}

    @Test
    void everyExampleOfTheGuideIsHere() throws Exception {
        GuideSnippets.checkAllBut("bridges.md", Set.of("RxJava", "Mutiny", "BlockHound"), BridgesGuideTest.class);
    }

    @Test
    void withoutABridge() {
        Many<Order> many = Many.just(new Order("a", "none"), new Order("b", "none"));
        One<Order> one = One.just(new Order("c", "none"));
        Flux<Order> flux = Flux.from(many);
        Mono<Order> mono = Mono.fromDirect(one);
        Flowable<Order> flowable = Flowable.fromPublisher(many);
        Flow.Publisher<Order> ofJdk = many.toFlowPublisher();
        Many<Order> back = Many.from(flux);

        assertEquals("c", requireNonNull(mono.block()).name());
        assertEquals(2, flowable.count().blockingGet());
        assertEquals(2, Many.fromFlow(ofJdk).count().block());
        assertEquals(2, back.count().block());
    }

    private static Order price(Order order, @Nullable ContextView context) {
        return new Order(order.name(), requireNonNull(context).get("tenant"));
    }

    @Test
    void theContextIsKept() {
        Flux<Order> orders = Flux.just(new Order("a", "none"));
        Flux<Order> priced = orders                        // may read the context
                .as(ReactorNagare::many)
                .mapParallel(4, order -> price(order, ReactorNagare.CONTEXT.getOr(Context.empty())))
                .as(ReactorNagare::flux)
                .contextWrite(context -> context.put("tenant", "blue"));

        assertEquals("blue", requireNonNull(priced.blockLast()).tenant());
    }

    @Test
    void anMdcIsCarried() {
        try {
            ThreadContext.carry(() -> {
                Map<String, String> captured = MDC.getCopyOfContextMap();
                return captured == null ? null : () -> {
                    Map<String, String> before = MDC.getCopyOfContextMap();
                    MDC.setContextMap(captured);
                    return () -> MDC.setContextMap(before == null ? Map.of() : before);
                };
            });
            assertEquals(1, Many.just(1).count().block());
        } finally {
            ThreadContext.carry(null);
        }
    }
}
