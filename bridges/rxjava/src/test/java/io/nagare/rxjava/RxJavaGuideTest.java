package io.nagare.rxjava;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.engine.GuideSnippets;
import io.nagare.testing.VirtualRuntime;
import io.reactivex.rxjava3.core.BackpressureStrategy;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Observable;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.plugins.RxJavaPlugins;
import io.reactivex.rxjava3.subscribers.TestSubscriber;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The examples in the section on RxJava of docs/bridges.md. */
class RxJavaGuideTest {

    private record Order(String name, int price) {}

    private record Tick(long number) {}

    @Test
    void everyExampleOfTheSectionIsHere() throws Exception {
        GuideSnippets.checkSection("bridges.md", "RxJava", RxJavaGuideTest.class);
    }

    private static Order price(Order order) {
        return new Order(order.name(), 7);
    }

    @Test
    void streamsCross() {
        Flowable<Order> orders = Flowable.just(new Order("a", 0), new Order("b", 0));
        One<Order> one = One.just(new Order("c", 0));
        Observable<Tick> observable = Observable.just(new Tick(1));

        Flowable<Order> priced = orders
                .to(RxJavaNagare::many)
                .mapParallel(4, order -> price(order))
                .as(RxJavaNagare::flowable);
        Single<Order> single = one.as(RxJavaNagare::single);
        Many<Tick> ticks = observable.to(RxJavaNagare.many(BackpressureStrategy.LATEST));

        assertEquals(
                List.of(7, 7),
                Many.from(priced.map(Order::price)).collectList().block());
        assertEquals("c", single.blockingGet().name());
        assertEquals(1, requireNonNull(ticks.next().block()).number());
    }

    @Test
    void timesAreVirtual() {
        try (VirtualRuntime runtime = VirtualRuntime.start()) {
            TestSubscriber<Long> hours =
                    Flowable.interval(1, TimeUnit.HOURS, RxJavaNagare.scheduler(runtime)).take(2).test();
            runtime.advance(Duration.ofHours(2));
            hours.assertResult(0L, 1L);
        }
    }

    @Test
    void onePlaceForFailuresAndBlockingCalls() throws Exception {
        try (Undelivered undelivered = new Undelivered()) {
            Nagare runtime = Nagare.multiThread()
                    .onUnseenFailure((failure, where) -> RxJavaPlugins.onError(failure))
                    .start();
            RxJavaPlugins.setFailOnNonBlockingScheduler(true);
            RxJavaPlugins.setOnBeforeBlocking(() -> Nagare.isWorker(Thread.currentThread()));

            try (runtime) {
                CountDownLatch begun = new CountDownLatch(1);
                TestSubscriber<Object> waiting = RxJavaNagare.flowable(Many.never().doFinally(end -> {
                            throw new IllegalStateException("too late");
                        }))
                        .doOnRequest(n -> begun.countDown())
                        .subscribeOn(RxJavaNagare.scheduler(runtime))
                        .test();
                assertTrue(begun.await(20, TimeUnit.SECONDS));
                waiting.cancel();
                assertEquals("too late", undelivered.next().getMessage());
                RxJavaNagare.scheduler(runtime).scheduleDirect(() -> Single.never().blockingGet());
                IllegalStateException refused = assertInstanceOf(IllegalStateException.class, undelivered.next());
                assertTrue(refused.getMessage().contains("blocking"), refused.getMessage());
            }
        } finally {
            RxJavaPlugins.setFailOnNonBlockingScheduler(false);
            RxJavaPlugins.setOnBeforeBlocking(null);
        }
    }
}
