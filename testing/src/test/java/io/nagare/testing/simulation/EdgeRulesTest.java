package io.nagare.testing.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Many;
import io.nagare.One;
import io.nagare.failure.InvalidDemandException;
import io.nagare.failure.ProtocolViolationException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** A simulation fails if a foreign publisher or subscriber breaks a rule, also if the program bears it. */
class EdgeRulesTest {

    private final Simulation simulation = Simulation.start(3);

    /** A subscription that does something with each demand. */
    private static Subscription subscription(LongConsumer request) {
        return new Subscription() {
            @Override
            public void request(long n) {
                request.accept(n);
            }

            @Override
            public void cancel() {}
        };
    }

    private static Subscription idle() {
        return subscription(n -> {});
    }

    /** A publisher that does these things with its subscriber at once. */
    private static Publisher<Integer> publisher(Consumer<Subscriber<? super Integer>> behaviour) {
        return behaviour::accept;
    }

    private void assertBroken(String rule, String what) {
        SimulationFailure failure = assertThrows(SimulationFailure.class, () -> {
            simulation.run(Duration.ofSeconds(1));
            simulation.close();
        });
        String first = failure.getMessage().lines().limit(4).toList().toString();
        assertTrue(first.contains("on host: ") && first.contains(what), first);
        assertTrue(first.contains("(Reactive Streams rule " + rule + ")"), first);
    }

    /** The program takes the publisher slowly, and swallows its failure. */
    private void assertPublisherBreaks(String rule, String what, Publisher<Integer> publisher) {
        simulation.host("host", () -> Many.from(publisher)
                .concatMap(item -> One.delay(Duration.ofMillis(1)).thenReturn(item))
                .onErrorComplete());
        assertBroken(rule, what);
    }

    @Test
    void aPublisherThatKeepsTheRulesIsNoFinding() {
        List<Integer> received = new ArrayList<>();
        simulation.host("host", () -> Many.from(publisher(to -> to.onSubscribe(subscription(n -> {
                    to.onNext(1);
                    to.onComplete();
                }))))
                .doOnNext(received::add));
        simulation.run(Duration.ofSeconds(1));
        simulation.close();
        assertEquals(List.of(1), received);
    }

    @Test
    void moreItemsThanWereRequested() {
        assertPublisherBreaks("1.1", "more items than were requested", publisher(to -> {
            boolean[] sent = {false};
            to.onSubscribe(subscription(n -> {
                for (int i = 0; i < 1_000 && !sent[0]; i++) {
                    to.onNext(i);
                }
                sent[0] = true;
            }));
        }));
    }

    @Test
    void anItemAfterTheEnd() {
        assertPublisherBreaks("1.7", "called onNext after it had ended", publisher(to -> {
            to.onSubscribe(idle());
            to.onComplete();
            to.onNext(1);
        }));
    }

    @Test
    void twoEnds() {
        assertPublisherBreaks("1.7", "called onComplete after it had ended", publisher(to -> {
            to.onSubscribe(idle());
            to.onComplete();
            to.onComplete();
        }));
    }

    @Test
    void anItemBeforeTheSubscription() {
        assertPublisherBreaks("1.9", "called onNext before onSubscribe", publisher(to -> to.onNext(1)));
    }

    @Test
    void aFailureBeforeTheSubscription() {
        assertPublisherBreaks(
                "1.9",
                "called onError before onSubscribe",
                publisher(to -> to.onError(new IllegalStateException("planted"))));
    }

    @Test
    void aSubscribeThatThrows() {
        assertPublisherBreaks("1.9", "a publisher's subscribe threw", publisher(to -> {
            throw new IllegalStateException("planted");
        }));
    }

    @Test
    void twoSubscriptions() {
        assertPublisherBreaks("2.12", "called onSubscribe twice", publisher(to -> {
            to.onSubscribe(idle());
            to.onSubscribe(idle());
            to.onComplete();
        }));
    }

    @Test
    void anItemThatIsNull() {
        assertPublisherBreaks("2.13", "onNext(null)", publisher(to -> {
            to.onSubscribe(idle());
            try {
                to.onNext(null);
            } catch (NullPointerException asTheRuleSays) {
                // The publisher hides it.
            }
        }));
    }

    @Test
    void aRequestThatThrows() {
        assertPublisherBreaks("3.16", "request threw", publisher(to -> to.onSubscribe(subscription(n -> {
            throw new IllegalStateException("planted");
        }))));
    }

    /** A subscriber that does something with its subscription and its items, and ignores the end. */
    private static Subscriber<Integer> subscriber(Consumer<Subscription> begin, Consumer<Integer> next) {
        return new Subscriber<>() {
            @Override
            public void onSubscribe(Subscription subscription) {
                begin.accept(subscription);
            }

            @Override
            public void onNext(Integer item) {
                next.accept(item);
            }

            @Override
            public void onError(Throwable failure) {}

            @Override
            public void onComplete() {}
        };
    }

    private void assertSubscriberBreaks(String rule, String what, Many<Integer> stream, Subscriber<Integer> foreign) {
        simulation.host("host", () -> One.fromRunnable(() -> stream.subscribe(foreign)));
        assertBroken(rule, what);
    }

    @Test
    void demandOfNothing() {
        assertSubscriberBreaks("3.9", "request(0)", Many.range(0, 9), subscriber(to -> to.request(0), item -> {}));
    }

    @Test
    void demandOfNothingFromAValue() {
        simulation.host("host", () -> One.fromRunnable(
                () -> One.just(1).subscribe(subscriber(to -> to.request(-1), item -> {}))));
        assertBroken("3.9", "request(-1)");
    }

    @Test
    void aSubscriberThatThrows() {
        assertSubscriberBreaks("2.13", "onNext threw", Many.range(0, 9), subscriber(to -> to.request(1), item -> {
            throw new IllegalStateException("planted");
        }));
    }

    @Test
    void aTestMayExpectABrokenRule() {
        simulation.expectUnseen(failure -> failure instanceof InvalidDemandException
                || failure instanceof ProtocolViolationException violation && violation.rule().equals("1.7"));
        simulation.host("host", () -> Many.from(publisher(to -> {
            to.onSubscribe(idle());
            to.onComplete();
            to.onComplete();
        })));
        simulation.run(Duration.ofSeconds(1));
        simulation.close();
    }
}
