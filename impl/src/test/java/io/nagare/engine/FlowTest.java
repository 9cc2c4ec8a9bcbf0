package io.nagare.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.One;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import org.junit.jupiter.api.Test;

/** The JDK's reactive streams as sources and as subscribers, and subscribing only for the effects. */
class FlowTest {

    @Test
    void aPublisherOfTheJdkComesIn() {
        Many<Integer> stream;
        try (SubmissionPublisher<Integer> publisher = new SubmissionPublisher<>()) {
            stream = Many.fromFlow(publisher).replay(8);
            stream.subscribe();
            // Another strand subscribes to the shared stream.
            while (!publisher.hasSubscribers()) {
                Thread.onSpinWait();
            }
            publisher.submit(1);
            publisher.submit(2);
        }
        assertEquals(List.of(1, 2), stream.collectList().block());
    }

    @Test
    void demandPassesToIt() {
        Recorded recorded = new Recorded();
        assertEquals(List.of(1, 2), Many.fromFlow(recorded).take(2).collectList().block());
        assertEquals(List.of("request 2", "cancel"), recorded.calls);
    }

    @Test
    void oneTakesTheFirstItem() {
        Recorded recorded = new Recorded();
        assertEquals(1, One.fromFlow(recorded).block());
        assertEquals(List.of("request 1", "cancel"), recorded.calls);
        assertNull(One.fromFlow(Many.empty().toFlowPublisher()).block());
    }

    @Test
    void failuresPassBothWays() {
        IllegalStateException boom = new IllegalStateException("boom");
        One<Object> there = One.fromFlow(new Hidden<>(Many.error(boom).toFlowPublisher()));
        assertSame(boom, assertThrows(IllegalStateException.class, there::block));
    }

    @Test
    void whatGoesOutObeysItsDemand() {
        List<Object> seen = new ArrayList<>();
        Many.range(1, 5).toFlowPublisher().subscribe(new Flow.Subscriber<Integer>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                subscription.request(2);
            }

            @Override
            public void onNext(Integer item) {
                seen.add(item);
            }

            @Override
            public void onError(Throwable failure) {
                seen.add(failure);
            }

            @Override
            public void onComplete() {
                seen.add("completed");
            }
        });
        assertEquals(List.of(1, 2), seen);
    }

    @Test
    void thereAndBackIsTheSameStream() {
        Many<Integer> stream = Many.range(1, 5);
        assertSame(stream, Many.fromFlow(stream.toFlowPublisher()));
        One<Integer> one = One.just(1);
        assertSame(one, One.fromFlow(one.toFlowPublisher()));
    }

    @Test
    void nullIsRefused() {
        assertThrows(NullPointerException.class, () -> Many.fromFlow(null));
        assertThrows(NullPointerException.class, () -> One.fromFlow(null));
    }

    @Test
    void subscribingWithoutFunctionsRunsTheStream() {
        List<Integer> seen = new ArrayList<>();
        Many.range(1, 3).doOnNext(seen::add).subscribe();
        One.just(4).doOnNext(seen::add).subscribe();
        assertEquals(List.of(1, 2, 3, 4), seen);
    }

    @Test
    void itsFailureGoesToTheHandler() {
        List<Throwable> unseen = new ArrayList<>();
        IllegalStateException boom = new IllegalStateException("boom");
        try (Nagare runtime =
                Nagare.currentThread().onUnseenFailure((failure, where) -> unseen.add(failure)).start()) {
            runtime.blockOn(One.fromRunnable(() -> Many.error(boom).subscribe()));
        }
        assertEquals(List.of(boom), unseen);
    }

    /** A publisher that the library cannot recognize. */
    private record Hidden<T>(Flow.Publisher<T> publisher) implements Flow.Publisher<T> {
        @Override
        public void subscribe(Flow.Subscriber<? super T> subscriber) {
            publisher.subscribe(subscriber);
        }
    }

    /** Emits numbers on request, and records the calls of its subscription. */
    private static final class Recorded implements Flow.Publisher<Integer> {

        final List<String> calls = new ArrayList<>();
        private int last;

        @Override
        public void subscribe(Flow.Subscriber<? super Integer> subscriber) {
            subscriber.onSubscribe(new Flow.Subscription() {
                @Override
                public void request(long n) {
                    calls.add("request " + n);
                    for (long i = 0; i < n; i++) {
                        subscriber.onNext(++last);
                    }
                }

                @Override
                public void cancel() {
                    calls.add("cancel");
                }
            });
        }
    }
}
