package io.nagare.engine.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.nagare.Many;
import io.nagare.One;
import io.nagare.channel.Oneshot;
import io.nagare.engine.scheduler.step.StepScheduler;
import io.nagare.engine.strand.Attachable;
import io.nagare.failure.InvalidDemandException;
import io.nagare.policy.Flatten;
import io.nagare.stage.Programs;
import io.nagare.stage.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

class ValueSubscriptionTest {

    private final StepScheduler scheduler = new StepScheduler();
    private final List<Object> signals = new ArrayList<>();
    private @Nullable Subscription subscription;

    /** Subscribes. The subscriber calls {@code first} in onSubscribe and {@code then} in onNext. */
    private <T> void subscribe(One<T> value, Consumer<Subscription> first, Consumer<Subscription> then) {
        Subscriber<T> subscriber = new Subscriber<>() {
            @Override
            public void onSubscribe(Subscription given) {
                subscription = given;
                first.accept(given);
                signals.add("subscribed");
            }

            @Override
            public void onNext(T item) {
                signals.add(item);
                then.accept(Objects.requireNonNull(subscription));
            }

            @Override
            public void onError(Throwable failure) {
                signals.add(failure);
            }

            @Override
            public void onComplete() {
                signals.add("complete");
            }
        };
        ValueSubscription.serve(subscriber, (Attachable<T>) value, scheduler);
    }

    private static void nothing(Subscription subscription) {}

    private static void onAnotherThread(Runnable action) {
        Thread other = new Thread(action);
        other.start();
        try {
            other.join();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    @Test
    void demandMadeInOnSubscribeIsServedWhenItHasReturnedOnTheSameThread() {
        Thread caller = Thread.currentThread();
        subscribe(
                One.just(1)
                        .map(one -> Thread.currentThread() == caller ? one + 1 : -1)
                        .filter(two -> two == 2),
                s -> s.request(1),
                s -> {});
        assertEquals(List.of("subscribed", 2, "complete"), signals);
        assertEquals(0, scheduler.liveCount());
    }

    @Test
    void flattenedValuesAreComputedAndSoIsWhatIsBehindThem() {
        subscribe(
                One.fromCallable(() -> 1)
                        .flatMap(one -> One.just(one).map(i -> i + 1).flatMap(two -> One.fromCallable(() -> two * 2)))
                        .map(four -> "four is " + four),
                s -> s.request(1),
                s -> {});
        assertEquals(List.of("subscribed", "four is 4", "complete"), signals);
        assertEquals(0, scheduler.liveCount());
    }

    @Test
    void whereAFlatteningComesUponAnotherPublisherAStrandGoesOn() {
        Oneshot<Integer> promise = Oneshot.create();
        subscribe(
                One.just(1)
                        .flatMap(one -> promise.receiver().map(two -> one + two))
                        .map(three -> three * 2)
                        .flatMap(One::just),
                s -> s.request(1),
                s -> {});
        assertEquals(List.of("subscribed"), signals);
        assertEquals(1, scheduler.liveCount());
        promise.send(2);
        scheduler.runAll();
        assertEquals(List.of("subscribed", 6, "complete"), signals);
        assertEquals(0, scheduler.liveCount());
    }

    @Test
    void whoCancelsInAFunctionIsNotServedByTheStrandEither() {
        Oneshot<Integer> promise = Oneshot.create();
        subscribe(
                One.just(1).flatMap(one -> {
                    Objects.requireNonNull(subscription).cancel();
                    return promise.receiver();
                }),
                s -> s.request(1),
                s -> {});
        promise.send(2);
        scheduler.runAll();
        assertEquals(List.of("subscribed"), signals);
        assertEquals(0, scheduler.liveCount());
    }

    @Test
    void aRecursionOfAnyDepthFindsStackEnough() {
        subscribe(countDown(100_000), s -> s.request(1), s -> {});
        scheduler.runAll();
        assertEquals(List.of("subscribed", 0, "complete"), signals);
    }

    private static One<Integer> countDown(int from) {
        return One.just(from).flatMap(left -> left == 0 ? One.just(0) : countDown(left - 1));
    }

    @Test
    void aFlatteningByAnyPublisherGivesItsFirstItem() {
        One<Integer> first = Programs.one(
                One.just(1), new Stage.FlatMap<>(one -> Many.range(5, 3), Flatten.oneByOne()));
        subscribe(first.map(five -> five * 10), s -> s.request(1), s -> {});
        scheduler.runAll();
        assertEquals(List.of("subscribed", 50, "complete"), signals);
    }

    @Test
    void aFlatteningThatGivesNullFails() {
        subscribe(One.just(1).flatMap(one -> null), s -> s.request(1), s -> {});
        assertInstanceOf(NullPointerException.class, signals.get(1));
    }

    @Test
    void aFilterLeavesNothingButTheEnd() {
        subscribe(One.fromCallable(() -> 1).filter(one -> false), s -> s.request(1), s -> {});
        assertEquals(List.of("subscribed", "complete"), signals);
    }

    @Test
    void aCallableIsCalledOnceHoweverOftenThereIsDemand() {
        AtomicInteger calls = new AtomicInteger();
        subscribe(
                One.fromCallable(calls::incrementAndGet),
                s -> {
                    s.request(1);
                    onAnotherThread(() -> s.request(1));
                },
                s -> s.request(1));
        Objects.requireNonNull(subscription).request(1);
        scheduler.runAll();
        assertEquals(List.of("subscribed", 1, "complete"), signals);
    }

    @Test
    void demandOfAnotherThreadDuringOnSubscribeIsServed() {
        subscribe(One.just(1), s -> onAnotherThread(() -> s.request(1)), s -> {});
        scheduler.runAll();
        assertEquals(List.of("subscribed", 1, "complete"), signals);
    }

    @Test
    void withoutDemandAStrandWaitsForIt() {
        subscribe(One.just(1), ValueSubscriptionTest::nothing, s -> {});
        assertEquals(List.of("subscribed"), signals);
        onAnotherThread(() -> Objects.requireNonNull(subscription).request(1));
        assertEquals(List.of("subscribed"), signals);
        scheduler.runAll();
        assertEquals(List.of("subscribed", 1, "complete"), signals);
        assertEquals(0, scheduler.liveCount());
    }

    @Test
    void whoCancelsInsteadOfAskingGetsNothing() {
        AtomicInteger calls = new AtomicInteger();
        subscribe(
                One.fromCallable(calls::incrementAndGet),
                s -> {
                    s.request(1);
                    s.cancel();
                },
                s -> {});
        assertEquals(List.of("subscribed"), signals);
        assertEquals(0, calls.get());
    }

    @Test
    void aLateCancellationReachesTheStrand() {
        subscribe(One.just(1), ValueSubscriptionTest::nothing, s -> {});
        Objects.requireNonNull(subscription).cancel();
        Objects.requireNonNull(subscription).request(1);
        scheduler.runAll();
        assertEquals(List.of("subscribed"), signals);
        assertEquals(0, scheduler.liveCount());
    }

    @Test
    void whoCancelsInOnNextIsToldNoEnd() {
        subscribe(One.just(1), s -> s.request(1), Subscription::cancel);
        assertEquals(List.of("subscribed", 1), signals);
    }

    @Test
    void aResourceThatComesTooLateIsClosed() {
        List<String> closed = new ArrayList<>();
        AutoCloseable resource = () -> closed.add("closed");
        subscribe(
                One.fromCallable(() -> {
                    Objects.requireNonNull(subscription).cancel();
                    return resource;
                }),
                s -> s.request(1),
                s -> {});
        assertEquals(List.of("subscribed"), signals);
        assertEquals(List.of("closed"), closed);
    }

    @Test
    void aFailureOfAFunctionIsPassedAsItIs() {
        IllegalStateException planted = new IllegalStateException("planted");
        subscribe(
                One.just(1).map(one -> {
                    throw planted;
                }),
                s -> s.request(1),
                s -> {});
        assertEquals(2, signals.size());
        assertSame(planted, signals.get(1));
    }

    @Test
    void spec309demandBelowOneFailsWheneverItIsMadeBeforeTheEnd() {
        subscribe(One.just(1), s -> s.request(0), s -> {});
        assertEquals(0, assertInstanceOf(InvalidDemandException.class, signals.get(1)).requested());
        assertEquals(2, signals.size());

        signals.clear();
        subscribe(One.just(1), s -> s.request(1), s -> s.request(-1));
        assertEquals(-1, assertInstanceOf(InvalidDemandException.class, signals.get(2)).requested());
        assertEquals(3, signals.size());

        signals.clear();
        subscribe(One.just(1), ValueSubscriptionTest::nothing, s -> {});
        Objects.requireNonNull(subscription).request(-2);
        scheduler.runAll();
        assertEquals(-2, assertInstanceOf(InvalidDemandException.class, signals.get(1)).requested());
        assertEquals(2, signals.size());
    }

    @Test
    void aSubscriberThatThrowsGetsNothingMore() {
        subscribe(
                One.just(1),
                s -> s.request(1),
                s -> {
                    throw new IllegalStateException("planted: a subscriber that throws");
                });
        assertEquals(List.of("subscribed", 1), signals);
        signals.clear();
        subscribe(
                One.just(1),
                s -> {
                    s.request(1);
                    throw new IllegalStateException("planted: a subscriber that throws");
                },
                s -> {});
        assertEquals(List.of(), signals);
    }

    @Test
    void aSubscriberThatIsNullIsRefusedWhereItIsGiven() {
        NullPointerException refused = assertThrows(
                NullPointerException.class, () -> One.just(1).subscribe((Subscriber<? super Integer>) null));
        assertEquals("subscriber", refused.getMessage());
    }
}
