package io.nagare.rxjava;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Async;
import io.nagare.Nagare;
import io.nagare.One;
import io.reactivex.rxjava3.core.BackpressureStrategy;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.CompletableObserver;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.MaybeObserver;
import io.reactivex.rxjava3.core.Observable;
import io.reactivex.rxjava3.core.Observer;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.core.SingleObserver;
import io.reactivex.rxjava3.disposables.Disposable;
import io.reactivex.rxjava3.exceptions.ProtocolViolationException;
import io.reactivex.rxjava3.subjects.SingleSubject;
import io.reactivex.rxjava3.subscribers.TestSubscriber;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;

/** A source of RxJava that sends null fails the stream, as rule 2.13 asks, and no item of a source is lost. */
class NullSignalsTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    /** What a broken source does with its observer. Its caller may get the failure back. */
    private static Single<Integer> single(Consumer<SingleObserver<? super Integer>> signals) {
        return new Single<>() {
            @Override
            protected void subscribeActual(SingleObserver<? super Integer> observer) {
                signals.accept(observer);
            }
        };
    }

    private static Maybe<Integer> maybe(Consumer<MaybeObserver<? super Integer>> signals) {
        return new Maybe<>() {
            @Override
            protected void subscribeActual(MaybeObserver<? super Integer> observer) {
                signals.accept(observer);
            }
        };
    }

    private static Completable completable(Consumer<CompletableObserver> signals) {
        return new Completable() {
            @Override
            protected void subscribeActual(CompletableObserver observer) {
                signals.accept(observer);
            }
        };
    }

    private static Observable<Integer> observable(Consumer<Observer<? super Integer>> signals) {
        return new Observable<>() {
            @Override
            protected void subscribeActual(Observer<? super Integer> observer) {
                signals.accept(observer);
            }
        };
    }

    /** Runs a signal as another thread would, whose failure is nobody's here. */
    private static void elsewhere(Runnable signal) {
        Thread thread = new Thread(signal);
        thread.setUncaughtExceptionHandler((where, failure) -> {});
        thread.start();
    }

    private static Map<String, Async<?, ?>> sources() {
        Map<String, Async<?, ?>> sources = new LinkedHashMap<>();
        sources.put("Single onSubscribe", RxJavaNagare.one(single(to -> to.onSubscribe(null))));
        sources.put("Maybe onSubscribe", RxJavaNagare.one(maybe(to -> to.onSubscribe(null))));
        sources.put("Completable onSubscribe", RxJavaNagare.one(completable(to -> to.onSubscribe(null))));
        Map<String, Consumer<SingleObserver<? super Integer>>> ofSingle = Map.of(
                "onSuccess", to -> to.onSuccess(null),
                "onError", to -> to.onError(null));
        ofSingle.forEach((name, signal) -> {
            sources.put("Single " + name, RxJavaNagare.one(single(to -> {
                to.onSubscribe(Disposable.disposed());
                signal.accept(to);
            })));
            sources.put("Single " + name + " elsewhere", RxJavaNagare.one(single(to -> {
                to.onSubscribe(Disposable.disposed());
                elsewhere(() -> signal.accept(to));
            })));
        });
        Map<String, Consumer<MaybeObserver<? super Integer>>> ofMaybe = Map.of(
                "onSuccess", to -> to.onSuccess(null),
                "onError", to -> to.onError(null));
        ofMaybe.forEach((name, signal) -> sources.put("Maybe " + name, RxJavaNagare.one(maybe(to -> {
            to.onSubscribe(Disposable.disposed());
            elsewhere(() -> signal.accept(to));
        }))));
        sources.put("Completable onError", RxJavaNagare.one(completable(to -> {
            to.onSubscribe(Disposable.disposed());
            elsewhere(() -> to.onError(null));
        })));
        for (BackpressureStrategy strategy : BackpressureStrategy.values()) {
            if (strategy != BackpressureStrategy.MISSING) {
                addObservables(strategy, sources);
            }
        }
        return sources;
    }

    private static void addObservables(BackpressureStrategy strategy, Map<String, Async<?, ?>> sources) {
        Map<String, Consumer<Observer<? super Integer>>> broken = Map.of(
                "onSubscribe", to -> to.onSubscribe(null),
                "onNext",
                        to -> {
                            to.onSubscribe(Disposable.disposed());
                            elsewhere(() -> to.onNext(null));
                        },
                "onError",
                        to -> {
                            to.onSubscribe(Disposable.disposed());
                            elsewhere(() -> to.onError(null));
                        });
        broken.forEach((name, signals) -> sources.put(
                "Observable " + name + " " + strategy, RxJavaNagare.many(observable(signals), strategy)));
    }

    @Test
    void aNullFailsTheStream() {
        for (Map.Entry<String, Async<?, ?>> source : sources().entrySet()) {
            TestSubscriber<Object> subscriber = new TestSubscriber<>();
            source.getValue().subscribe(subscriber);
            assertTrue(await(subscriber), () -> source.getKey() + " does not end");
            subscriber.assertNoValues().assertError(
                    failure -> failure instanceof NullPointerException && failure.getMessage().contains("2.13"));
        }
    }

    private static boolean await(TestSubscriber<?> subscriber) {
        try {
            return subscriber.await(5, TimeUnit.SECONDS);
        } catch (InterruptedException interrupt) {
            throw new AssertionError(interrupt);
        }
    }

    /** The failure is seen before any item is requested. */
    @Test
    void aNullIsNotTakenForAnItemThatHasNotCome() throws InterruptedException {
        TestSubscriber<Integer> subscriber = new TestSubscriber<>(0);
        RxJavaNagare.one(single(to -> {
                    to.onSubscribe(Disposable.disposed());
                    elsewhere(() -> to.onSuccess(null));
                }))
                .subscribe(subscriber);
        assertTrue(subscriber.await(5, TimeUnit.SECONDS));
        subscriber.assertFailure(NullPointerException.class);
    }

    @Test
    void anObservableThatSendsNullIsDisposedOfAndHeardNoMore() throws InterruptedException {
        Disposable disposable = Disposable.empty();
        TestSubscriber<Integer> subscriber = new TestSubscriber<>();
        IllegalStateException late = new IllegalStateException("late");
        try (Undelivered undelivered = new Undelivered()) {
            RxJavaNagare.many(
                            observable(to -> {
                                to.onSubscribe(disposable);
                                to.onNext(1);
                                to.onNext(null);
                                to.onNext(2);
                                to.onError(late);
                            }),
                            BackpressureStrategy.BUFFER)
                    .subscribe(subscriber);
            assertEquals(late, undelivered.next());
        }
        assertTrue(disposable.isDisposed());
        subscriber.awaitDone(LIMIT.toSeconds(), TimeUnit.SECONDS).assertError(NullPointerException.class);
        assertTrue(!subscriber.values().contains(2));
    }

    @Test
    void anItemThatComesBeforeItsRequestIsKept() {
        TestSubscriber<Integer> subscriber = new TestSubscriber<>(0);
        RxJavaNagare.one(Single.just(7)).subscribe(subscriber);
        subscriber.assertEmpty();
        subscriber.request(1);
        subscriber.awaitDone(LIMIT.toSeconds(), TimeUnit.SECONDS).assertResult(7);
    }

    @Test
    void anItemThatNobodyGetsIsClosed() throws InterruptedException {
        BlockingQueue<String> closed = new LinkedBlockingQueue<>();
        try (Nagare nagare = Nagare.multiThread().workers(1).start()) {
            TestSubscriber<AutoCloseable> early = new TestSubscriber<>(0);
            RxJavaNagare.one(Single.<AutoCloseable>just(() -> closed.add("early"))).subscribe(early);
            early.cancel();
            assertEquals("early", closed.poll(LIMIT.toSeconds(), TimeUnit.SECONDS));

            BlockingQueue<SingleObserver<? super AutoCloseable>> observers = new LinkedBlockingQueue<>();
            BlockingQueue<String> disposed = new LinkedBlockingQueue<>();
            One<AutoCloseable> one = RxJavaNagare.one(new Single<AutoCloseable>() {
                @Override
                protected void subscribeActual(SingleObserver<? super AutoCloseable> observer) {
                    observer.onSubscribe(Disposable.fromRunnable(() -> disposed.add("disposed")));
                    observers.add(observer);
                }
            });
            Subscription subscription = one.runOn(nagare).subscribe();
            SingleObserver<? super AutoCloseable> observer =
                    requireNonNull(observers.poll(LIMIT.toSeconds(), TimeUnit.SECONDS));
            subscription.cancel();
            assertEquals("disposed", disposed.poll(LIMIT.toSeconds(), TimeUnit.SECONDS));
            AutoCloseable late = () -> closed.add("late");
            observer.onSuccess(late);
            assertEquals("late", closed.poll(LIMIT.toSeconds(), TimeUnit.SECONDS));
        }
    }

    @Test
    void aSecondSubscriptionIsDisposedOfAndTheFirstGoesOn() throws InterruptedException {
        Disposable first = Disposable.empty();
        Disposable second = Disposable.empty();
        SingleSubject<Integer> subject = SingleSubject.create();
        TestSubscriber<Integer> subscriber = new TestSubscriber<>();
        try (Undelivered undelivered = new Undelivered()) {
            RxJavaNagare.one(single(to -> {
                        to.onSubscribe(first);
                        to.onSubscribe(second);
                        subject.subscribe(to::onSuccess);
                    }))
                    .subscribe(subscriber);
            assertInstanceOf(ProtocolViolationException.class, undelivered.next());
        }
        assertTrue(second.isDisposed());
        assertTrue(!first.isDisposed());
        subject.onSuccess(3);
        subscriber.awaitDone(LIMIT.toSeconds(), TimeUnit.SECONDS).assertResult(3);
    }
}
