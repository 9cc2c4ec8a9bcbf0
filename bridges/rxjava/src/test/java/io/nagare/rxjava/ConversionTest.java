package io.nagare.rxjava;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.failure.ProtocolViolationException;
import io.reactivex.rxjava3.core.BackpressureStrategy;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Observable;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.disposables.Disposable;
import io.reactivex.rxjava3.exceptions.MissingBackpressureException;
import io.reactivex.rxjava3.schedulers.Schedulers;
import io.reactivex.rxjava3.subjects.PublishSubject;
import io.reactivex.rxjava3.subjects.SingleSubject;
import io.reactivex.rxjava3.subscribers.TestSubscriber;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** Items, demand and ends cross to RxJava and back. */
class ConversionTest {

    private static final long LIMIT = 20;
    private static final IllegalStateException BROKEN = new IllegalStateException("it is broken");

    @Test
    void aStreamGoesThroughEveryTypeAndBack() {
        assertEquals(
                List.of(2, 3, 4),
                Many.just(1, 2, 3)
                        .as(RxJavaNagare::flowable)
                        .map(i -> i + 1)
                        .to(RxJavaNagare::many)
                        .collectList()
                        .block());
        assertEquals(
                List.of(2, 3, 4),
                Many.just(1, 2, 3)
                        .as(RxJavaNagare::observable)
                        .map(i -> i + 1)
                        .to(RxJavaNagare.many(BackpressureStrategy.BUFFER))
                        .collectList()
                        .block());
        assertEquals(
                2, One.just(1).as(RxJavaNagare::single).map(i -> i + 1).to(RxJavaNagare::one).block());
        assertEquals(
                2, One.just(1).as(RxJavaNagare::maybe).map(i -> i + 1).to(RxJavaNagare::one).block());
        assertNull(Many.just(1, 2).as(RxJavaNagare::completable).to(RxJavaNagare::one).block());
    }

    @Test
    void nothingIsAnEmptyMaybeAndAFailedSingle() {
        RxJavaNagare.maybe(One.empty()).test().assertResult();
        RxJavaNagare.single(One.empty().named("the lookup")).test().assertFailure(NoSuchElementException.class);
        NoSuchElementException failure = assertThrows(
                NoSuchElementException.class, () -> RxJavaNagare.single(One.empty()).blockingGet());
        assertTrue(failure.getMessage().contains("RxJavaNagare.maybe"), failure.getMessage());
        assertNull(RxJavaNagare.one(Maybe.empty()).block());
        RxJavaNagare.completable(One.empty()).test().assertResult();
        RxJavaNagare.observable(Many.empty()).test().assertResult();
        assertNull(RxJavaNagare.one(Completable.complete()).block());
    }

    @Test
    void failuresCrossAsTheyAre() {
        RxJavaNagare.flowable(Many.error(BROKEN)).test().assertError(BROKEN);
        RxJavaNagare.observable(Many.error(BROKEN)).test().assertError(BROKEN);
        RxJavaNagare.single(One.error(BROKEN)).test().assertError(BROKEN);
        RxJavaNagare.maybe(One.error(BROKEN)).test().assertError(BROKEN);
        RxJavaNagare.completable(One.error(BROKEN)).test().assertError(BROKEN);
        List.of(
                        RxJavaNagare.many(Flowable.error(BROKEN)).then(),
                        RxJavaNagare.many(Observable.error(BROKEN), BackpressureStrategy.DROP).then(),
                        RxJavaNagare.one(Single.error(BROKEN)).then(),
                        RxJavaNagare.one(Maybe.error(BROKEN)).then(),
                        RxJavaNagare.one(Completable.error(BROKEN)))
                .forEach(stream -> assertSame(BROKEN, assertThrows(IllegalStateException.class, stream::block)));
    }

    @Test
    void demandIsAsItIs() {
        List<Long> requested = new ArrayList<>();
        TestSubscriber<Integer> subscriber = Flowable.range(0, 10)
                .doOnRequest(requested::add)
                .to(RxJavaNagare::many)
                .map(i -> i + 1)
                .as(RxJavaNagare::flowable)
                .test(2);
        subscriber.assertValues(1, 2).assertNotComplete();
        subscriber.request(3);
        subscriber.awaitCount(5).assertValues(1, 2, 3, 4, 5);
        subscriber.cancel();
        assertEquals(5, requested.stream().mapToLong(Long::longValue).sum(), requested::toString);
    }

    /** Otherwise the two threads would wait for each other in turn. */
    @Test
    void theThreadThatRequestsRunsTheStream() {
        Set<String> workers = ConcurrentHashMap.newKeySet();
        Many<Integer> stream = Many.range(0, 100_000).doOnNext(i -> {
            if (Nagare.isWorker(Thread.currentThread())) {
                workers.add(Thread.currentThread().getName());
            }
        });
        assertEquals(
                100_000,
                RxJavaNagare.flowable(stream)
                        .observeOn(Schedulers.single(), false, 10)
                        .subscribeOn(Schedulers.single(), false)
                        .count()
                        .blockingGet());
        assertEquals(Set.of(), workers);
    }

    @Test
    void disposingCancelsAStreamOfOurs() throws InterruptedException {
        BlockingQueue<String> cancelled = new LinkedBlockingQueue<>();
        List<Disposable> subscriptions = List.of(
                RxJavaNagare.flowable(Many.never().doOnCancel(() -> cancelled.add("flowable"))).subscribe(),
                RxJavaNagare.observable(Many.never().doOnCancel(() -> cancelled.add("observable"))).subscribe(),
                RxJavaNagare.single(One.never().doOnCancel(() -> cancelled.add("single"))).subscribe(),
                RxJavaNagare.maybe(One.never().doOnCancel(() -> cancelled.add("maybe"))).subscribe(),
                RxJavaNagare.completable(Many.never().doOnCancel(() -> cancelled.add("completable"))).subscribe());
        for (Disposable subscription : subscriptions) {
            subscription.dispose();
            assertTrue(subscription.isDisposed());
        }
        assertSeen(cancelled, "flowable", "observable", "single", "maybe", "completable");
    }

    @Test
    void cancellingDisposesOfASourceOfRxJava() throws InterruptedException {
        BlockingQueue<String> disposed = new LinkedBlockingQueue<>();
        List<Subscription> subscriptions = List.of(
                RxJavaNagare.many(Flowable.never().doOnCancel(() -> disposed.add("flowable"))).subscribe(),
                RxJavaNagare.many(
                                Observable.never().doOnDispose(() -> disposed.add("observable")),
                                BackpressureStrategy.BUFFER)
                        .subscribe(),
                RxJavaNagare.one(Single.never().doOnDispose(() -> disposed.add("single"))).subscribe(),
                RxJavaNagare.one(Maybe.never().doOnDispose(() -> disposed.add("maybe"))).subscribe(),
                RxJavaNagare.one(Completable.never().doOnDispose(() -> disposed.add("completable"))).subscribe());
        subscriptions.forEach(Subscription::cancel);
        assertSeen(disposed, "flowable", "observable", "single", "maybe", "completable");
    }

    private static void assertSeen(BlockingQueue<String> seen, String... expected) throws InterruptedException {
        Set<String> all = new HashSet<>();
        while (all.size() < expected.length) {
            all.add(requireNonNull(seen.poll(LIMIT, TimeUnit.SECONDS), () -> "only " + all));
        }
        assertEquals(Set.of(expected), all);
    }

    @Test
    void aSuccessIsNoCancellation() {
        List<String> disposed = new ArrayList<>();
        RxJavaNagare.one(Single.just(1).doOnDispose(() -> disposed.add("single"))).block();
        RxJavaNagare.one(Maybe.just(1).doOnDispose(() -> disposed.add("maybe"))).block();
        RxJavaNagare.one(Completable.complete().doOnDispose(() -> disposed.add("completable"))).block();
        One<Integer> one = One.just(1).doOnCancel(() -> disposed.add("one"));
        RxJavaNagare.single(one).blockingGet();
        RxJavaNagare.maybe(one).blockingGet();
        RxJavaNagare.completable(one).blockingAwait();
        assertEquals(List.of(), disposed);
    }

    @Test
    void anEarlyEndDownstreamCancelsUpstream() {
        List<String> cancelled = new ArrayList<>();
        RxJavaNagare.flowable(Many.range(0, 100).doOnCancel(() -> cancelled.add("ours")))
                .take(1)
                .test()
                .assertResult(0);
        assertEquals(1, RxJavaNagare.many(Flowable.range(1, 100).doOnCancel(() -> cancelled.add("theirs")))
                .take(1)
                .count()
                .block());
        assertEquals(List.of("ours", "theirs"), cancelled);
    }

    @Test
    void anObservableFollowsItsStrategy() {
        PublishSubject<Integer> subject = PublishSubject.create();
        var kept = subscribed(subject, BackpressureStrategy.BUFFER);
        var dropped = subscribed(subject, BackpressureStrategy.DROP);
        var latest = subscribed(subject, BackpressureStrategy.LATEST);
        var failed = subscribed(subject, BackpressureStrategy.ERROR);
        for (int i = 1; i <= 5; i++) {
            subject.onNext(i);
        }
        subject.onComplete();
        List.of(kept, dropped, latest).forEach(subscriber -> subscriber.request(10));
        kept.awaitDone(LIMIT, TimeUnit.SECONDS).assertResult(1, 2, 3, 4, 5);
        dropped.awaitDone(LIMIT, TimeUnit.SECONDS).assertResult(1, 2);
        latest.awaitDone(LIMIT, TimeUnit.SECONDS).assertResult(1, 2, 5);
        failed.awaitDone(LIMIT, TimeUnit.SECONDS).assertFailure(MissingBackpressureException.class, 1, 2);
    }

    private static TestSubscriber<Integer> subscribed(Observable<Integer> source, BackpressureStrategy strategy) {
        TestSubscriber<Integer> subscriber = new TestSubscriber<>(2);
        RxJavaNagare.many(source, strategy).subscribe(subscriber);
        return subscriber;
    }

    @Test
    void aStrategyThatDecidesNothingIsRefused() {
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class,
                () -> RxJavaNagare.many(Observable.just(1), BackpressureStrategy.MISSING));
        assertTrue(refused.getMessage().contains("onBackpressure"), refused.getMessage());
    }

    @Test
    void anItemMayComeLate() {
        SingleSubject<Integer> subject = SingleSubject.create();
        var observer = RxJavaNagare.single(RxJavaNagare.one(subject)).test();
        observer.assertEmpty();
        subject.onSuccess(2);
        observer.awaitDone(LIMIT, TimeUnit.SECONDS).assertResult(2);
    }

    @Test
    void anObserverThatThrowsGoesToRxJavasHandler() throws InterruptedException {
        try (Undelivered undelivered = new Undelivered()) {
            RxJavaNagare.single(One.just(1)).subscribe(item -> {
                throw BROKEN;
            });
            assertSame(BROKEN, undelivered.next());
            RxJavaNagare.maybe(One.just(1)).subscribe(new ThrowingObserver(BROKEN));
            assertSame(BROKEN, undelivered.next());
            RxJavaNagare.maybe(One.<Integer>empty()).subscribe(new ThrowingObserver(BROKEN));
            assertSame(BROKEN, undelivered.next());
            RxJavaNagare.flowable(Many.just(1, 2)).subscribe(item -> {
                throw BROKEN;
            });
            assertSame(BROKEN, undelivered.next().getCause(), "it is an OnErrorNotImplementedException");
            assertEquals(List.of(), undelivered.all());
        }
    }

    /** Runs a test on the only worker of a runtime that drops failures, and then looks whether the worker goes on. */
    private static void onWorker(Runnable test) {
        try (Nagare nagare = Nagare.multiThread().workers(1).onUnseenFailure((failure, where) -> {}).start()) {
            nagare.blockOn(nagare.spawn(One.fromRunnable(test)), Duration.ofSeconds(LIMIT));
            assertEquals(1, nagare.blockOn(nagare.spawn(() -> 1), Duration.ofSeconds(LIMIT)));
        }
    }

    @Test
    void aFatalErrorOfAnObserverDoesNotEndAWorker() {
        onWorker(() -> {
            RxJavaNagare.maybe(One.just(1)).subscribe(item -> {
                throw new StackOverflowError("planted");
            });
            RxJavaNagare.flowable(Many.just(1)).subscribe(item -> {
                throw new StackOverflowError("planted");
            });
        });
    }

    /** Sends signals without regard to demand. */
    private static <T> Many<T> unruly(Consumer<Subscriber<? super T>> signals) {
        return RxJavaNagare.many(Flowable.unsafeCreate(subscriber -> {
            subscriber.onSubscribe(new Subscription() {
                @Override
                public void request(long n) {}

                @Override
                public void cancel() {}
            });
            signals.accept(subscriber);
        }));
    }

    @Test
    void aFlowableThatBreaksARuleFailsTheStream() {
        onWorker(() -> {
            TestSubscriber<Integer> tooMany = new TestSubscriber<>(1);
            ConversionTest.<Integer>unruly(subscriber -> {
                        subscriber.onNext(1);
                        subscriber.onNext(2);
                    })
                    .subscribe(tooMany);
            tooMany.assertError(ProtocolViolationException.class);
            TestSubscriber<Integer> ofNull = new TestSubscriber<>(1);
            ConversionTest.<Integer>unruly(subscriber -> subscriber.onNext(null)).subscribe(ofNull);
            ofNull.assertError(NullPointerException.class);
        });
    }

    /** The edge finds broken rules by itself. So RxJava does not serialize signals before it, which has a price. */
    @Test
    void rxJavaIsNotStrictOnBehalfOfTheEdge() {
        List<Subscriber<?>> seen = new ArrayList<>();
        Flowable<Integer> flowable = new Flowable<>() {
            @Override
            protected void subscribeActual(Subscriber<? super Integer> subscriber) {
                seen.add(subscriber);
                Flowable.just(1).subscribe(subscriber);
            }
        };
        assertEquals(1, RxJavaNagare.many(flowable).last().block());
        assertEquals(1, seen.size());
        assertTrue(seen.get(0).getClass().getName().startsWith("io.nagare."), seen::toString);
    }

    @Test
    void aLateFailureOfRxJavaGoesToItsHandler() throws InterruptedException {
        try (Undelivered undelivered = new Undelivered()) {
            RxJavaNagare.one(Single.<Integer>create(emitter -> emitter.setCancellable(() -> emitter.onError(BROKEN))))
                    .subscribe()
                    .cancel();
            assertSame(BROKEN, undelivered.next());
        }
    }

    @Test
    void nullsAreRefusedByName() {
        assertNamed("many", () -> RxJavaNagare.flowable(null));
        assertNamed("many", () -> RxJavaNagare.observable(null));
        assertNamed("one", () -> RxJavaNagare.single(null));
        assertNamed("one", () -> RxJavaNagare.maybe(null));
        assertNamed("stream", () -> RxJavaNagare.completable(null));
        assertNamed("flowable", () -> RxJavaNagare.many((Flowable<Integer>) null));
        assertNamed("observable", () -> RxJavaNagare.many(null, BackpressureStrategy.DROP));
        assertNamed("strategy", () -> RxJavaNagare.many((BackpressureStrategy) null));
        assertNamed("single", () -> RxJavaNagare.one((Single<Integer>) null));
        assertNamed("maybe", () -> RxJavaNagare.one((Maybe<Integer>) null));
        assertNamed("completable", () -> RxJavaNagare.one((Completable) null));
        assertNamed("runtime", () -> RxJavaNagare.scheduler(null));
    }

    private static void assertNamed(String what, Runnable call) {
        assertEquals(what, assertThrows(NullPointerException.class, call::run).getMessage());
    }
}
