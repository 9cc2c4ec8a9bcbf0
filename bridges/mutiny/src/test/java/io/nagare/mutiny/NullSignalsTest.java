package io.nagare.mutiny;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.One;
import io.smallrye.mutiny.operators.AbstractMulti;
import io.smallrye.mutiny.operators.AbstractUni;
import io.smallrye.mutiny.subscription.MultiSubscriber;
import io.smallrye.mutiny.subscription.UniSubscriber;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A source of Mutiny that sends null where it must not fails the stream, as rule 2.13 asks. */
class NullSignalsTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private static One<Void> multi(Consumer<MultiSubscriber<? super Integer>> signals) {
        return MutinyNagare.many(new AbstractMulti<Integer>() {
                    @Override
                    public void subscribe(MultiSubscriber<? super Integer> subscriber) {
                        signals.accept(subscriber);
                    }
                })
                .then();
    }

    private static One<Void> uni(Consumer<UniSubscriber<? super Integer>> signals) {
        return MutinyNagare.one(new AbstractUni<Integer>() {
                    @Override
                    public void subscribe(UniSubscriber<? super Integer> subscriber) {
                        subscriber.onSubscribe(() -> {});
                        signals.accept(subscriber);
                    }
                })
                .then();
    }

    private static Flow.Subscription subscription() {
        return new Flow.Subscription() {
            @Override
            public void request(long n) {}

            @Override
            public void cancel() {}
        };
    }

    /** Sends a signal as another thread would, whose failure is nobody's here. */
    private static void elsewhere(Runnable signal) {
        Thread thread = new Thread(signal);
        thread.setUncaughtExceptionHandler((where, failure) -> {});
        thread.start();
    }

    @Test
    void aNullFailsTheStream() {
        Map<String, One<Void>> sources = new LinkedHashMap<>();
        sources.put("Multi onSubscribe", multi(to -> to.onSubscribe(null)));
        sources.put("Multi onItem", multi(to -> {
            to.onSubscribe(subscription());
            elsewhere(() -> to.onItem(null));
        }));
        sources.put("Multi onFailure", multi(to -> {
            to.onSubscribe(subscription());
            elsewhere(() -> to.onFailure(null));
        }));
        sources.put("Uni onFailure", uni(to -> elsewhere(() -> to.onFailure(null))));
        sources.forEach((name, source) -> {
            NullPointerException failure =
                    assertThrows(NullPointerException.class, () -> source.block(LIMIT), name);
            assertTrue(failure.getMessage().contains("2.13"), failure.getMessage());
        });
    }
}
