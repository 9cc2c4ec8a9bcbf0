package io.nagare.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.failure.InvalidDemandException;
import io.nagare.failure.ProtocolViolationException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.reactivestreams.Subscription;

class TestSubscriberTest {

    private final TestSubscriber<Integer> subscriber = TestSubscriber.create();
    private final Noted upstream = new Noted();

    /** A subscription that records its calls. */
    private static final class Noted implements Subscription {

        final List<Object> calls = new ArrayList<>();

        @Override
        public void request(long n) {
            calls.add(n);
        }

        @Override
        public void cancel() {
            calls.add("cancel");
        }
    }

    @Test
    void demandIsMadeByTheTestAlone() {
        TestSubscriber<Integer> range = TestSubscriber.to(Many.range(1, 3));
        range.assertNothing();
        range.request(2).awaitItems(2).assertItems(1, 2).assertNotEnded();
        range.request(1).awaitEnd().assertItems(1, 2, 3).assertCompleted().assertNoViolation();
        assertTrue(range.isEnded());
    }

    @Test
    void demandAndCancellationBeforeTheSubscriptionAreKeptForIt() {
        subscriber.request(2).request(3).onSubscribe(upstream);
        assertEquals(List.of(5L), upstream.calls);
        TestSubscriber<Integer> cancelled = TestSubscriber.requesting(1);
        cancelled.cancel();
        Noted late = new Noted();
        cancelled.onSubscribe(late);
        assertEquals(List.of("cancel"), late.calls);
    }

    @Test
    void demandAddsUpWithoutOverflow() {
        subscriber.onSubscribe(upstream);
        subscriber.request(Long.MAX_VALUE).request(Long.MAX_VALUE);
        subscriber.onNext(1);
        subscriber.assertItems(1);
    }

    @Test
    void aBadRequestIsHandedOnAndTheRefusalSeen() {
        TestSubscriber<Integer> range = TestSubscriber.to(Many.range(1, 3));
        InvalidDemandException refusal = range.request(-1).awaitEnd().assertFailed(InvalidDemandException.class);
        assertEquals(-1, refusal.requested());
        assertThrows(IllegalStateException.class, () -> subscriber.request(0));
    }

    @Test
    void whatAnItemTriggersRunsWithinOnNext() {
        List<Object> seen = new ArrayList<>();
        TestSubscriber<Integer> three = TestSubscriber.<Integer>requesting(1);
        three.onItem(item -> {
            seen.addAll(three.items());
            if (item < 3) {
                three.request(1);
            } else {
                three.cancel();
            }
        });
        Many.range(1, 10).subscribe(three);
        three.assertItems(1, 2, 3).assertNotEnded();
        assertEquals(List.of(1, 1, 2, 1, 2, 3), seen);
    }

    @Test
    void itemsAfterCancellationAreKeptApart() {
        subscriber.onSubscribe(upstream);
        subscriber.request(2);
        subscriber.onNext(1);
        subscriber.cancel();
        subscriber.onNext(2);
        subscriber.assertItems(1);
        assertEquals(List.of(2), subscriber.lateItems());
        assertEquals(List.of(2L, "cancel"), upstream.calls);
    }

    @Test
    void waitsSeeWhatOtherThreadsSignal() {
        TestSubscriber<Integer> elsewhere = TestSubscriber.requesting(Long.MAX_VALUE);
        try (Nagare nagare = Nagare.multiThread().workers(1).start()) {
            Many.range(1, 1_000).runOn(nagare).subscribe(elsewhere);
            elsewhere.awaitSubscription().awaitItems(1_000).awaitEnd().assertCompleted();
        }
    }

    @Test
    void aWaitEndsWithItsLimitAndTellsWhatThereWas() {
        subscriber.limit(Duration.ofMillis(20));
        assertFails("waited PT0.02S for a subscription, but there was no onSubscribe", subscriber::awaitSubscription);
        subscriber.onSubscribe(upstream);
        subscriber.request(3);
        subscriber.onNext(7);
        assertFails(
                "waited PT0.02S for 2 items, but received [7], and no end; requested: 3",
                () -> subscriber.awaitItems(2));
        assertFails("waited PT0.02S for the end, but received [7], and no end; requested: 3", subscriber::awaitEnd);
    }

    @Test
    void waitingForItemsEndsWithTheStream() {
        TestSubscriber<Integer> one = TestSubscriber.to(Many.just(1)).request(9);
        assertFails("expected 2 items, but received [1], then onComplete; requested: 9", () -> one.awaitItems(2));
    }

    @Test
    void anInterruptEndsAWait() {
        Thread.currentThread().interrupt();
        AssertionError interrupted = assertThrows(AssertionError.class, subscriber::awaitEnd);
        assertTrue(Thread.interrupted());
        assertInstanceOf(InterruptedException.class, interrupted.getCause());
    }

    @Test
    void assertionsFailWithWhatWasExpectedAndWhatCame() {
        subscriber.onSubscribe(upstream);
        subscriber.request(Long.MAX_VALUE);
        subscriber.onNext(1);
        assertFails(
                "expected the items [1, 2], but received [1], and no end; requested: without a bound",
                () -> subscriber.assertItems(1, 2));
        assertFails(
                "expected completion, but received [1], and no end; requested: without a bound",
                subscriber::assertCompleted);
        assertFails(
                "expected a subscription and nothing else, but received [1], and no end; requested: without a bound",
                subscriber::assertNothing);
        subscriber.cancel();
        assertFails(
                "expected the items [], but received [1], and no end; cancelled; requested: without a bound",
                subscriber::assertItems);
        subscriber.onComplete();
        assertFails(
                "expected no end, but received [1], then onComplete; cancelled; requested: without a bound",
                subscriber::assertNotEnded);
        assertFails(
                "expected a failure of java.lang.Exception, but received [1], then onComplete; cancelled; requested:"
                        + " without a bound",
                () -> subscriber.assertFailed(Exception.class));
    }

    @Test
    void theFailureOfTheStreamIsTheCauseOfWhatFails() {
        IllegalStateException planted = new IllegalStateException("planted");
        TestSubscriber<Integer> failed = TestSubscriber.to(Many.error(planted));
        assertSame(planted, failed.awaitEnd().assertFailed(IllegalStateException.class));
        AssertionError wrong = assertThrows(AssertionError.class, failed::assertCompleted);
        assertSame(planted, wrong.getCause());
        assertThrows(AssertionError.class, () -> failed.assertFailed(IllegalArgumentException.class));
    }

    @Test
    void nothingIsNotNoSubscription() {
        assertFails(
                "expected a subscription and nothing else, but there was no onSubscribe", subscriber::assertNothing);
    }

    @Test
    void anItemBeyondDemandBreaksRule1_1() {
        subscriber.onSubscribe(upstream);
        subscriber.request(1);
        subscriber.onNext(1);
        subscriber.onNext(2);
        assertViolated("1.1", "onNext(2) is item 2, but only 1 were requested (Reactive Streams rule 1.1)");
    }

    @Test
    void signalsOfTwoThreadsAtATimeBreakRule1_3() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        subscriber.onSubscribe(upstream);
        subscriber.request(2).onItem(item -> {
            inside.countDown();
            try {
                leave.await();
            } catch (InterruptedException interrupt) {
                throw new AssertionError(interrupt);
            }
        });
        Thread first = new Thread(() -> subscriber.onNext(1), "first");
        first.start();
        inside.await();
        subscriber.onComplete();
        leave.countDown();
        first.join();
        assertViolated(
                "1.3",
                "onComplete was called by " + Thread.currentThread().getName() + " while first was in another signal"
                        + " (Reactive Streams rule 1.3)");
    }

    @Test
    void aSignalFromWithinAnotherBreaksRule1_3() {
        subscriber.onItem(item -> {
            if (item == 1) {
                subscriber.onNext(2);
            }
        });
        subscriber.onSubscribe(upstream);
        subscriber.request(2).onNext(1);
        assertViolated("1.3", "onNext was called from within another signal (Reactive Streams rule 1.3)");
    }

    @Test
    void demandThatIsServedFromWithinRequestBreaksNoRule() {
        TestSubscriber<Integer> eager = TestSubscriber.requesting(1);
        eager.onSubscribe(new Subscription() {
            @Override
            public void request(long n) {
                eager.onNext(1);
                eager.onComplete();
            }

            @Override
            public void cancel() {}
        });
        eager.assertItems(1).assertCompleted();
    }

    @Test
    void demandAndTheSubscriptionMayRace() {
        AtomicLong requested = new AtomicLong();
        TestSubscriber<?>[] round = new TestSubscriber<?>[1];
        Subscription counting = new Subscription() {
            @Override
            public void request(long n) {
                requested.addAndGet(n);
            }

            @Override
            public void cancel() {}
        };
        Race.of(() -> round[0].request(2), () -> round[0].onSubscribe(counting))
                .before(() -> {
                    requested.set(0);
                    round[0] = TestSubscriber.requesting(1);
                })
                .after(() -> assertEquals(3, requested.get()))
                .run();
    }

    @Test
    void signalsAfterTheEndBreakRule1_7() {
        subscriber.onSubscribe(upstream);
        subscriber.request(1);
        subscriber.onComplete();
        subscriber.onNext(1);
        subscriber.onComplete();
        subscriber.onError(new IllegalStateException("late"));
        assertViolated("1.7", "onNext(1) came after onComplete (Reactive Streams rule 1.7)");
        assertEquals(
                List.of("onNext(1)", "onComplete", "onError(java.lang.IllegalStateException: late)"),
                subscriber.violations().stream().map(it -> it.getMessage().split(" came")[0]).toList());
    }

    @Test
    void signalsBeforeTheSubscriptionBreakRule1_9() {
        subscriber.onComplete();
        assertViolated("1.9", "onComplete came before onSubscribe (Reactive Streams rule 1.9)");
    }

    @Test
    void aSecondSubscriptionBreaksRule2_12AndIsCancelled() {
        Noted second = new Noted();
        subscriber.onSubscribe(upstream);
        subscriber.onSubscribe(second);
        assertEquals(List.of("cancel"), second.calls);
        assertEquals(List.of(), upstream.calls);
        assertViolated("2.12", "onSubscribe was called a second time (Reactive Streams rule 2.12)");
    }

    @Test
    void nullBreaksRule2_13AndIsRefused() {
        assertThrows(NullPointerException.class, () -> subscriber.onSubscribe(null));
        subscriber.onSubscribe(upstream);
        assertThrows(NullPointerException.class, () -> subscriber.onNext(null));
        assertThrows(NullPointerException.class, () -> subscriber.onError(null));
        assertEquals(
                List.of("2.13", "2.13", "2.13"),
                subscriber.violations().stream()
                        .map(ProtocolViolationException::rule)
                        .toList());
        assertViolated("2.13", "onSubscribe was given null (Reactive Streams rule 2.13)");
    }

    @Test
    void aViolationEndsAWaitAtOnce() {
        subscriber.limit(Duration.ofDays(1)).onComplete();
        subscriber.violations();
        assertThrows(AssertionError.class, subscriber::awaitSubscription);
    }

    @Test
    void badSettingsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> TestSubscriber.requesting(0));
        assertThrows(IllegalArgumentException.class, () -> subscriber.limit(Duration.ofMillis(-1)));
        assertThrows(NullPointerException.class, () -> subscriber.limit(null));
        assertThrows(NullPointerException.class, () -> subscriber.onItem(null));
    }

    private void assertViolated(String rule, String message) {
        for (Executable check : List.<Executable>of(
                subscriber::assertItems,
                subscriber::awaitEnd,
                subscriber::assertNoViolation,
                () -> subscriber.awaitItems(0))) {
            AssertionError failed = assertThrows(AssertionError.class, check);
            ProtocolViolationException violation =
                    assertInstanceOf(ProtocolViolationException.class, failed.getCause());
            assertEquals(rule, violation.rule());
            assertEquals(message, violation.getMessage());
            assertTrue(
                    failed.getMessage().startsWith("the publisher broke a rule: " + message + "; "),
                    failed::getMessage);
        }
    }

    private static void assertFails(String message, Executable check) {
        assertEquals(message, assertThrows(AssertionError.class, check).getMessage());
    }
}
