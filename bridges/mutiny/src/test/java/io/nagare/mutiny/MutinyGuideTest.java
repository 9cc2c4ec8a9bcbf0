package io.nagare.mutiny;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.engine.GuideSnippets;
import io.smallrye.mutiny.Context;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The examples in the section on Mutiny of docs/bridges.md. */
class MutinyGuideTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private record Order(String name, String tenant) {}

    @Test
    void everyExampleOfTheSectionIsHere() throws Exception {
        GuideSnippets.checkSection("bridges.md", "Mutiny", MutinyGuideTest.class);
    }

    private static Order price(Order order, @Nullable Context context) {
        Object key = "tenant";
        return new Order(order.name(), requireNonNull(context).get(key));
    }

    @Test
    void streamsCrossWithTheirContext() {
        Multi<Order> orders = Multi.createFrom().item(new Order("a", "none"));
        One<Order> one = One.just(new Order("b", "none"));

        Multi<Order> priced = orders                       // may read the context
                .stage(MutinyNagare::many)
                .mapParallel(4, order -> price(order, MutinyNagare.CONTEXT.getOr(Context.empty())))
                .as(MutinyNagare::multi);
        Uni<Order> uni = Uni.createFrom().converter(MutinyNagare::uni, one);
        One<Order> back = uni.convert().with(MutinyNagare::one);

        AssertSubscriber<Order> subscriber = AssertSubscriber.create(Context.of("tenant", "blue"), 10);
        priced.subscribe().withSubscriber(subscriber);
        assertEquals("blue", subscriber.awaitCompletion(LIMIT).getLastItem().tenant());
        assertEquals("b", requireNonNull(back.block()).name());
    }

    @Test
    void operatorsRunOnWorkers() {
        Multi<Order> priced = Multi.createFrom().item(new Order("a", "none"));
        try (Nagare runtime = Nagare.multiThread().workers(1).start()) {
            Executor workers = MutinyNagare.executor(runtime);
            Multi<Order> elsewhere = priced.emitOn(workers);
            Infrastructure.setCanCallerThreadBeBlockedSupplier(() -> !Nagare.isWorker(Thread.currentThread()));

            assertEquals("a", elsewhere.toUni().await().atMost(LIMIT).name());
            assertThrows(
                    IllegalStateException.class,
                    () -> elsewhere.map(order -> Uni.createFrom().nothing().await().indefinitely()).toUni().await()
                            .atMost(LIMIT));
        } finally {
            Infrastructure.resetCanCallerThreadBeBlockedSupplier();
        }
    }
}
