package io.nagare.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Many;
import io.nagare.failure.InvalidDemandException;
import io.nagare.failure.ProtocolViolationException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TestPublisherTest {

    private final TestPublisher<Integer> publisher = TestPublisher.create();

    @Test
    void theTestEmitsByHand() {
        TestSubscriber<Integer> subscriber = TestSubscriber.to(Many.from(publisher).map(i -> i * 10));
        publisher.assertSubscribers(1).assertNotCancelled();
        subscriber.request(1);
        publisher.awaitRequested(1).next(4).complete();
        subscriber.awaitEnd().assertItems(40).assertCompleted();
        publisher.assertSubscribers(0).assertNotCancelled();
    }

    @Test
    void aFailureIsHandedOn() {
        IllegalStateException planted = new IllegalStateException("planted");
        TestSubscriber<Integer> subscriber = TestSubscriber.to(publisher);
        publisher.error(planted);
        assertSame(planted, subscriber.assertFailed(IllegalStateException.class));
    }

    @Test
    void itRefusesToEmitBeyondDemand() {
        TestSubscriber<Integer> subscriber = TestSubscriber.to(publisher).request(1);
        publisher.next(1);
        assertRefused(
                "next(2): a subscriber has requested 1 and been sent 1; have it request more, or allow"
                        + " Violation.BEYOND_DEMAND",
                () -> publisher.next(2));
        subscriber.assertItems(1).assertNotEnded();
    }

    @Test
    void nobodyGetsAnItemForWhichOneHasNoDemand() {
        TestSubscriber<Integer> eager = TestSubscriber.to(publisher).request(5);
        TestSubscriber<Integer> slow = TestSubscriber.to(publisher).request(1);
        publisher.next(1);
        assertEquals(0, publisher.demand());
        assertThrows(IllegalStateException.class, () -> publisher.next(2));
        slow.request(3);
        assertEquals(3, publisher.demand());
        publisher.next(2);
        eager.assertItems(1, 2);
        slow.assertItems(1, 2);
    }

    @Test
    void itRefusesToEmitBeforeThereIsASubscriberAndAfterTheEnd() {
        assertRefused("next(1): nobody has subscribed yet", () -> publisher.next(1));
        publisher.complete();
        assertRefused("complete(): the stream has ended; to go on, allow Violation.AFTER_END", publisher::complete);
        assertRefused("next(1): the stream has ended; to go on, allow Violation.AFTER_END", () -> publisher.next(1));
        assertThrows(IllegalStateException.class, () -> publisher.error(new IllegalStateException()));
    }

    @Test
    void itRefusesNull() {
        TestSubscriber.to(publisher).request(1);
        assertTrue(assertThrows(NullPointerException.class, () -> publisher.next(null))
                .getMessage()
                .contains("Violation.NULL_ITEM"));
        assertTrue(assertThrows(NullPointerException.class, () -> publisher.error(null))
                .getMessage()
                .contains("Violation.NULL_FAILURE"));
        assertThrows(NullPointerException.class, () -> publisher.subscribe(null));
        assertThrows(NullPointerException.class, () -> publisher.onRequest(null));
        assertThrows(IllegalArgumentException.class, () -> publisher.limit(Duration.ZERO));
    }

    @Test
    void whoSubscribesAfterTheEndGetsTheEnd() {
        publisher.complete();
        TestSubscriber.to(publisher).assertCompleted();
    }

    @Test
    void whoHasCancelledGetsNothingMore() {
        TestSubscriber<Integer> gone = TestSubscriber.to(publisher).request(9);
        TestSubscriber<Integer> stays = TestSubscriber.to(publisher).request(9);
        gone.cancel();
        publisher.assertSubscribers(1).next(1).complete();
        gone.assertItems().assertNotEnded();
        assertEquals(List.of(), gone.lateItems());
        stays.assertItems(1).assertCompleted();
    }

    @Test
    void aBadRequestIsRefusedByRule3_9() {
        TestSubscriber<Integer> subscriber = TestSubscriber.to(publisher).request(-3);
        assertEquals(-3, subscriber.assertFailed(InvalidDemandException.class).requested());
        publisher.assertSubscribers(0);
    }

    @Test
    void aBadRequestFromWithinASignalIsRefusedAfterIt() {
        TestSubscriber<Integer> subscriber = TestSubscriber.requesting(1);
        subscriber.onItem(item -> {
            subscriber.request(0);
            subscriber.assertNotEnded();
        });
        publisher.subscribe(subscriber);
        publisher.next(1);
        subscriber.assertFailed(InvalidDemandException.class);
    }

    @Test
    void whatIsEmittedFromWithinASignalIsSentAfterIt() {
        List<String> trace = new ArrayList<>();
        TestSubscriber<Integer> subscriber = TestSubscriber.requesting(1);
        subscriber.onItem(item -> {
            trace.add("in " + item);
            if (item < 10_000) {
                subscriber.request(1);
            } else {
                publisher.complete();
            }
            subscriber.assertNotEnded();
            trace.add("out " + item);
        });
        publisher.onRequest(n -> publisher.next(subscriber.items().size() + 1)).subscribe(subscriber);
        subscriber.assertCompleted();
        assertEquals(List.of("in 1", "out 1", "in 2", "out 2"), trace.subList(0, 4));
        assertEquals(10_000, subscriber.items().size());
    }

    @Test
    void demandAndSubscribersCanBeWaitedFor() throws Exception {
        TestSubscriber<Integer> subscriber = TestSubscriber.create();
        Thread other = new Thread(() -> {
            publisher.subscribe(subscriber);
            subscriber.request(2);
            subscriber.awaitItems(1).cancel();
        });
        other.start();
        publisher.awaitSubscribers(1).awaitRequested(2).assertRequested(2).next(1).awaitCancelled().assertCancelled();
        other.join();
    }

    @Test
    void itsAssertionsFailWithWhatThereIs() {
        publisher.limit(Duration.ofMillis(20));
        assertFails("expected a request of 1 in all, but nobody has subscribed", () -> publisher.assertRequested(1));
        assertFails("expected cancellation, but nobody has subscribed", publisher::assertCancelled);
        assertFails("waited PT0.02S for 1 subscribers, but nobody has subscribed", () -> publisher.awaitSubscribers(1));
        TestSubscriber<Integer> subscriber = TestSubscriber.to(publisher).request(2);
        publisher.next(1);
        String there = ", but the subscribers are [requested 2, sent 1]";
        assertFails("expected 2 subscribers" + there, () -> publisher.assertSubscribers(2));
        assertFails("expected a request of 1 in all" + there, () -> publisher.assertRequested(1));
        assertFails("expected cancellation" + there, publisher::assertCancelled);
        assertFails("waited PT0.02S for cancellation" + there, publisher::awaitCancelled);
        assertFails("waited PT0.02S for a request of 3 in all" + there, () -> publisher.awaitRequested(3));
        subscriber.cancel();
        assertFails(
                "expected no cancellation, but the subscribers are [requested 2, sent 1, cancelled]",
                publisher::assertNotCancelled);
    }

    @Test
    void signalsOfTwoThreadsAreSentOneAfterTheOther() {
        TestPublisher<?>[] round = new TestPublisher<?>[1];
        TestSubscriber<?>[] subscribers = new TestSubscriber<?>[1];
        Race.of(() -> emit(round[0], 1), () -> emit(round[0], 2))
                .before(() -> {
                    round[0] = TestPublisher.<Integer>create();
                    subscribers[0] = TestSubscriber.to(round[0]).request(2);
                })
                .after(() -> {
                    round[0].complete();
                    subscribers[0].assertCompleted();
                    assertEquals(2, subscribers[0].items().size());
                })
                .run();
    }

    @Test
    void subscribingAndTheEndMayRace() {
        TestPublisher<?>[] round = new TestPublisher<?>[1];
        TestSubscriber<?>[] subscribers = new TestSubscriber<?>[1];
        Race.of(() -> subscribers[0] = TestSubscriber.to(round[0]), () -> round[0].complete())
                .before(() -> round[0] = TestPublisher.<Integer>create())
                .after(() -> subscribers[0].assertCompleted())
                .run();
    }

    @Test
    void cancellingAndAnItemMayRace() {
        TestPublisher<?>[] round = new TestPublisher<?>[1];
        TestSubscriber<?>[] subscribers = new TestSubscriber<?>[1];
        Race.of(() -> subscribers[0].cancel(), () -> emit(round[0], 1))
                .before(() -> {
                    round[0] = TestPublisher.<Integer>create();
                    subscribers[0] = TestSubscriber.to(round[0]).request(1);
                })
                .after(() -> {
                    subscribers[0].assertNoViolation();
                    round[0].assertCancelled();
                })
                .run();
    }

    @SuppressWarnings("unchecked")
    private static void emit(TestPublisher<?> publisher, int item) {
        ((TestPublisher<Integer>) publisher).next(item);
    }

    /**
     * A violation breaks the rule that its name says, as a subscriber can see. A subscriber of the library withstands
     * it.
     */
    @ParameterizedTest
    @EnumSource(names = "CONCURRENT", mode = EnumSource.Mode.EXCLUDE)
    void aViolationBreaksTheRuleThatItNames(Violation violation) {
        TestPublisher<Integer> bad = TestPublisher.violating(violation);
        TestSubscriber<Integer> subscriber = TestSubscriber.create();
        if (violation == Violation.NULL_SUBSCRIPTION) {
            assertThrows(NullPointerException.class, () -> bad.subscribe(subscriber));
            assertRule(violation, subscriber);
            return;
        }
        bad.subscribe(subscriber);
        switch (violation) {
            case BEYOND_DEMAND -> bad.next(1);
            case AFTER_END -> bad.complete().complete();
            case AFTER_CANCEL -> {
                subscriber.request(1).cancel();
                bad.next(1);
                assertEquals(List.of(1), subscriber.lateItems());
                return;
            }
            case NO_SUBSCRIPTION -> bad.next(1);
            case TWO_SUBSCRIPTIONS -> bad.assertSecondCancelled().assertNotCancelled();
            case NULL_ITEM -> assertThrows(NullPointerException.class, () -> nextNull(subscriber, bad));
            case NULL_FAILURE -> assertThrows(NullPointerException.class, () -> bad.error(null));
            case BAD_DEMAND_IGNORED -> {
                subscriber.request(-1).assertNothing();
                return;
            }
            default -> throw new AssertionError(violation);
        }
        assertRule(violation, subscriber);
    }

    @Test
    void concurrentSignalsAreSentIfThatIsAllowed() throws Exception {
        TestPublisher<Integer> bad = TestPublisher.violating(Violation.CONCURRENT);
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        TestSubscriber<Integer> subscriber = TestSubscriber.to(bad).request(1).onItem(item -> {
            inside.countDown();
            try {
                leave.await();
            } catch (InterruptedException interrupt) {
                throw new AssertionError(interrupt);
            }
        });
        Thread other = new Thread(() -> bad.next(1));
        other.start();
        inside.await();
        bad.complete();
        leave.countDown();
        other.join();
        assertRule(Violation.CONCURRENT, subscriber);
    }

    @Test
    void onlyWhatIsAllowedIsBroken() {
        TestPublisher<Integer> bad = TestPublisher.violating(Violation.AFTER_END, Violation.NULL_ITEM);
        TestSubscriber<Integer> subscriber = TestSubscriber.to(bad);
        assertThrows(IllegalStateException.class, () -> bad.next(1));
        subscriber.assertNothing();
    }

    @Test
    void theLibraryRefusesWhatAViolatingPublisherSends() {
        TestPublisher<Integer> bad = TestPublisher.violating(Violation.BEYOND_DEMAND);
        TestSubscriber<Integer> subscriber = TestSubscriber.to(Many.from(bad).map(i -> i));
        for (int i = 0; i < 100_000; i++) {
            bad.next(i);
        }
        ProtocolViolationException failure =
                subscriber.request(Long.MAX_VALUE).awaitEnd().assertFailed(ProtocolViolationException.class);
        assertEquals("1.1", failure.rule());
        bad.awaitCancelled();
    }

    private static void nextNull(TestSubscriber<Integer> subscriber, TestPublisher<Integer> publisher) {
        subscriber.request(1);
        publisher.next(null);
    }

    private static void assertRule(Violation violation, TestSubscriber<?> subscriber) {
        AssertionError failed = assertThrows(AssertionError.class, subscriber::assertNoViolation);
        assertEquals(violation.rule(), assertInstanceOf(ProtocolViolationException.class, failed.getCause()).rule());
    }

    private static void assertRefused(String message, Executable call) {
        assertEquals(message, assertThrows(IllegalStateException.class, call).getMessage());
    }

    private static void assertFails(String message, Executable check) {
        assertEquals(message, assertThrows(AssertionError.class, check).getMessage());
    }
}
