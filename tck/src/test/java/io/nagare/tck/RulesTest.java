package io.nagare.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nagare.Many;
import io.nagare.One;
import io.nagare.failure.InvalidDemandException;
import io.nagare.failure.ProtocolViolationException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * Rules that the TCK leaves out, skips, or tries with only one kind of publisher. Here they are tested for every row.
 */
class RulesTest {

    /** Enough items for several rounds of any prefetch. */
    private static final long SEVERAL = 600;

    /** Without the streams whose subscribers other libraries serve: they tell of invalid demand in their own way. */
    static Stream<Row> all() {
        return Tables.rows().filter(row -> !row.isServedByOthers());
    }

    /** Operators, whether they subscribe to their upstream at once or with the first demand. */
    static Stream<Row> operators() {
        return all().filter(Row::isOperator);
    }

    /**
     * Operators that subscribe to their upstream at once. The others hold something for it, and subscribe on the first
     * demand.
     */
    static Stream<Row> operatorsThatSubscribeAtOnce() {
        return operators().filter(row -> !row.isSubscribedOnDemand());
    }

    private static long several(Row row) {
        return Math.min(SEVERAL, row.most());
    }

    private static void assertCompletes(Script subscriber, long items) throws InterruptedException {
        assertTrue(subscriber.awaitEnd(), "no end after " + subscriber.count() + " items of " + items);
        assertEquals(List.of(), subscriber.violations());
        assertNull(subscriber.failure());
        assertEquals(items, subscriber.count());
    }

    @Tag("case-04")
    @ParameterizedTest
    @MethodSource("all")
    void rule317DemandsThatAddUpToMoreThanLongMaxAreUnbounded(Row row) throws Exception {
        assumeTrue(!row.isAlwaysFailing());
        Script subscriber = new Script() {
            @Override
            void begin(Subscription subscription) {
                subscription.request(Long.MAX_VALUE - 1);
                subscription.request(Long.MAX_VALUE - 1);
                subscription.request(1);
            }

            @Override
            void item(Subscription subscription, int count) {
                subscription.request(count % 2 == 0 ? Long.MAX_VALUE : Long.MAX_VALUE - count);
            }
        };
        row.items(several(row)).subscribe(subscriber);
        subscriber.subscription().request(Long.MAX_VALUE - 1);
        subscriber.subscription().request(Long.MAX_VALUE);
        assertCompletes(subscriber, several(row));
    }

    @Tag("case-05")
    @ParameterizedTest
    @MethodSource("operators")
    void rule39AnOperatorNeverMakesDemandBelowOne(Row row) throws Exception {
        Tape tape = new Tape();
        Script subscriber = new Script();
        row.over(over(tape), 1).subscribe(subscriber);
        for (int i = 0; i < 4; i++) {
            subscriber.subscription().request(Long.MAX_VALUE - i);
        }
        assertTrue(tape.awaitRequest(), "no demand");
        subscriber.subscription().cancel();
        assertTrue(tape.requests().stream().allMatch(n -> n > 0), () -> "demand of " + tape.requests());
    }

    @Tag("case-06")
    @ParameterizedTest
    @MethodSource("all")
    void rule33OneAtATimeFromWithinOnNextNeedsNoStack(Row row) throws Exception {
        assumeTrue(!row.isAlwaysFailing());
        long items = Math.min(20_000, row.mostOneByOne());
        Script subscriber = new Script() {
            @Override
            void begin(Subscription subscription) {
                subscription.request(1);
            }

            @Override
            void item(Subscription subscription, int count) {
                subscription.request(1);
            }
        };
        row.items(items).subscribe(subscriber);
        assertCompletes(subscriber, items);
    }

    @Tag("case-03")
    @ParameterizedTest
    @MethodSource("all")
    void rule39DemandBelowOneInOnSubscribeFailsTheStream(Row row) throws Exception {
        for (long wrong : new long[] {0, -1, Long.MIN_VALUE}) {
            Script subscriber = new Script() {
                @Override
                void begin(Subscription subscription) {
                    subscription.request(wrong);
                }
            };
            row.items(several(row)).subscribe(subscriber);
            assertInvalidDemand(subscriber);
            assertEquals(0, subscriber.count());
        }
    }

    @Tag("case-03")
    @ParameterizedTest
    @MethodSource("all")
    void rule39DemandBelowOneInOnNextFailsTheStreamAtOnce(Row row) throws Exception {
        assumeTrue(several(row) > 0);
        Script subscriber = new Script() {
            @Override
            void begin(Subscription subscription) {
                subscription.request(Long.MAX_VALUE);
            }

            @Override
            void item(Subscription subscription, int count) {
                subscription.request(0);
            }
        };
        row.items(several(row)).subscribe(subscriber);
        assertInvalidDemand(subscriber);
        assertEquals(1, subscriber.count(), "items");
    }

    @Tag("case-03")
    @ParameterizedTest
    @MethodSource("operators")
    void rule39DemandBelowOneCancelsUpstream(Row row) throws Exception {
        Tape tape = new Tape();
        Script subscriber = new Script();
        row.over(over(tape), 1).subscribe(subscriber);
        subscriber.subscription().request(1);
        assertTrue(tape.awaitRequest(), "no demand");
        subscriber.subscription().request(-1);
        assertTrue(!row.cancelsUpstream() || tape.awaitCancel(), "upstream was not cancelled");
        assertInvalidDemand(subscriber);
    }

    private static void assertInvalidDemand(Script subscriber) throws InterruptedException {
        assertTrue(subscriber.awaitEnd(), "no onError");
        assertInstanceOf(InvalidDemandException.class, subscriber.failure());
        assertInstanceOf(IllegalArgumentException.class, subscriber.failure());
        assertEquals(List.of(), subscriber.violations());
    }

    @Tag("case-07")
    @ParameterizedTest
    @MethodSource("all")
    void rule36NothingFollowsACancelInOnSubscribe(Row row) throws Exception {
        Script subscriber = new Script() {
            @Override
            void begin(Subscription subscription) {
                subscription.request(Long.MAX_VALUE);
                subscription.cancel();
                subscription.cancel();
                subscription.request(1);
                subscription.request(-1);
            }
        };
        row.items(several(row)).subscribe(subscriber);
        subscriber.subscription().request(1);
        assertQuiet(subscriber, 0);
    }

    @Tag("case-07")
    @ParameterizedTest
    @MethodSource("all")
    void rule18NothingFollowsACancelInOnNext(Row row) throws Exception {
        assumeTrue(several(row) > 0);
        Script subscriber = new Script() {
            @Override
            void begin(Subscription subscription) {
                subscription.request(Long.MAX_VALUE);
            }

            @Override
            void item(Subscription subscription, int count) {
                subscription.cancel();
                subscription.request(Long.MAX_VALUE);
            }
        };
        row.items(several(row)).subscribe(subscriber);
        assertQuiet(subscriber, 1);
    }

    /**
     * Runs a later stream through the same runtime to its end, and fails if there was a signal after the cancellation.
     */
    private static void assertQuiet(Script subscriber, int mostItems) {
        assertEquals(0L, One.blocking(() -> 0L).block());
        assertFalse(subscriber.hasEnded(), "an end after cancel");
        assertTrue(subscriber.count() <= mostItems, "items after cancel: " + subscriber.count());
        assertEquals(List.of(), subscriber.violations());
    }

    @Tag("case-08")
    @ParameterizedTest
    @MethodSource("all")
    void rule315TheSubscriptionDoesNothingAfterTheEnd(Row row) throws Exception {
        Script subscriber = new Script() {
            @Override
            void begin(Subscription subscription) {
                subscription.request(Long.MAX_VALUE);
            }
        };
        row.items(several(row)).subscribe(subscriber);
        assertTrue(subscriber.awaitEnd());
        subscriber.subscription().request(1);
        subscriber.subscription().request(-1);
        subscriber.subscription().cancel();
        subscriber.subscription().request(Long.MAX_VALUE);
        assertEquals(0L, One.blocking(() -> 0L).block());
        assertEquals(List.of(), subscriber.violations());
    }

    /** If an end comes with demand and without an item, it must come without demand too (case 11). */
    @Tag("case-11")
    @ParameterizedTest
    @MethodSource("operatorsThatSubscribeAtOnce")
    void anEndNeedsNoDemand(Row row) throws Exception {
        assumeTrue(!row.hasItemsForEnds());
        for (Upstream upstream : List.of(Upstream.FAILING, n -> Many.empty())) {
            Script asking = new Script();
            row.over(upstream, 0).subscribe(asking);
            asking.subscription().request(Long.MAX_VALUE);
            assertTrue(asking.awaitEnd(), "no end");
            if (asking.count() == 0) {
                Script silent = new Script();
                row.over(upstream, 0).subscribe(silent);
                assertTrue(silent.awaitEnd(), "no end without demand");
                assertEquals(List.of(), silent.violations());
                assertEquals(asking.failure() == null, silent.failure() == null);
            }
        }
    }

    @Tag("case-01")
    @ParameterizedTest
    @MethodSource("all")
    void rule19ANullSubscriberIsRefusedOnTheSpot(Row row) {
        Publisher<?> publisher = row.items(several(row));
        assertThrows(NullPointerException.class, () -> publisher.subscribe(null));
    }

    @Tag("case-01")
    @ParameterizedTest
    @MethodSource("operators")
    void rule213NullsOfAForeignPublisherAreRefusedOnTheSpotAndFailTheStream(Row row) throws Exception {
        Tape tape = new Tape();
        Script subscriber = new Script();
        row.over(over(tape), 1).subscribe(subscriber);
        subscriber.subscription().request(1);
        assertTrue(tape.awaitRequest(), "no demand");
        Subscriber<? super Integer> edge = tape.subscriber();
        assertThrows(NullPointerException.class, () -> edge.onSubscribe(null));
        assertThrows(NullPointerException.class, () -> edge.onError(null));
        assertThrows(NullPointerException.class, () -> edge.onNext(null));
        assertTrue(tape.awaitCancel(), "upstream was not cancelled");
    }

    @Tag("case-02")
    @ParameterizedTest
    @MethodSource("operators")
    void rule25ASecondSubscriptionIsCancelledAndTheFirstStays(Row row) throws Exception {
        Tape tape = new Tape();
        Script subscriber = new Script();
        row.over(over(tape), 1).subscribe(subscriber);
        subscriber.subscription().request(1);
        Tape second = new Tape();
        second.subscribe(new Relay(tape.subscriber()));
        assertTrue(second.awaitCancel(), "the second subscription was not cancelled");
        subscriber.subscription().cancel();
        assertTrue(!row.cancelsUpstream() || tape.awaitCancel(), "the first subscription is not in use any more");
    }

    /** Passes the subscription on, and no other signal. */
    private record Relay(Subscriber<? super Integer> to) implements Subscriber<Integer> {

        @Override
        public void onSubscribe(Subscription subscription) {
            to.onSubscribe(subscription);
        }

        @Override
        public void onNext(Integer item) {}

        @Override
        public void onError(Throwable failure) {}

        @Override
        public void onComplete() {}
    }

    @Test
    void rule11AForeignPublisherThatSendsMoreThanWasRequestedFailsTheStream() throws Exception {
        Tape tape = new Tape();
        CountDownLatch first = new CountDownLatch(1);
        Script subscriber = new Script() {
            @Override
            void item(Subscription subscription, int count) {
                first.countDown();
            }
        };
        Many.from(tape).subscribe(subscriber);
        subscriber.subscription().request(1);
        assertTrue(tape.awaitRequest());
        tape.subscriber().onNext(1);
        tape.subscriber().onNext(2);
        assertTrue(first.await(5, TimeUnit.SECONDS));
        // The stream looks at the second item when its turn comes, and that needs demand.
        subscriber.subscription().request(1);
        assertTrue(subscriber.awaitEnd());
        assertInstanceOf(ProtocolViolationException.class, subscriber.failure());
        assertTrue(tape.awaitCancel());
        assertEquals(1, subscriber.count());
    }

    @Test
    void rule11ItemsThatNobodyAskedForAreNotLostBehindTheEndOfAForeignPublisher() throws Exception {
        Tape tape = new Tape();
        Script subscriber = new Script();
        Many.from(tape).subscribe(subscriber);
        tape.subscriber().onNext(1);
        tape.subscriber().onComplete();
        subscriber.subscription().request(1);
        assertTrue(subscriber.awaitEnd());
        assertInstanceOf(ProtocolViolationException.class, subscriber.failure());
        assertEquals(0, subscriber.count());
    }

    @Test
    void rule17SignalsOfAForeignPublisherAfterItsEndGoNoFurther() throws Exception {
        Tape tape = new Tape();
        Script subscriber = new Script();
        Many.from(tape).subscribe(subscriber);
        subscriber.subscription().request(3);
        assertTrue(tape.awaitRequest());
        tape.subscriber().onNext(1);
        tape.subscriber().onComplete();
        tape.subscriber().onNext(2);
        tape.subscriber().onComplete();
        tape.subscriber().onError(new Refused());
        assertCompletes(subscriber, 1);
    }

    @ParameterizedTest
    @MethodSource("never")
    void neverSendsNothingAndLetsGo(Publisher<?> never) throws Exception {
        Script subscriber = new Script();
        never.subscribe(subscriber);
        subscriber.subscription().request(Long.MAX_VALUE);
        assertQuiet(subscriber, 0);
        subscriber.subscription().cancel();
        assertQuiet(subscriber, 0);
        Script wrong = new Script();
        never.subscribe(wrong);
        wrong.subscription().request(0);
        assertInvalidDemand(wrong);
    }

    static Stream<Publisher<?>> never() {
        return Stream.of(Many.never(), One.never());
    }

    private static Upstream over(Tape tape) {
        return n -> Many.from(tape);
    }
}
