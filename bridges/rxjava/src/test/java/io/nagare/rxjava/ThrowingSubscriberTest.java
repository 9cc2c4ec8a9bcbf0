package io.nagare.rxjava;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.One;
import io.reactivex.rxjava3.core.CompletableObserver;
import io.reactivex.rxjava3.core.FlowableSubscriber;
import io.reactivex.rxjava3.core.MaybeObserver;
import io.reactivex.rxjava3.core.Observer;
import io.reactivex.rxjava3.core.SingleObserver;
import io.reactivex.rxjava3.disposables.Disposable;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Subscription;

/**
 * What a subscriber or observer of RxJava throws goes to RxJava's handler, whichever of the five types and whichever
 * signal it is, and also if it is an error that RxJava itself does not catch.
 */
class ThrowingSubscriberTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final IllegalStateException FAILED = new IllegalStateException("the stream failed");

    private final Queue<Throwable> unseen = new ConcurrentLinkedQueue<>();
    private Nagare nagare;
    private Undelivered undelivered;

    @BeforeEach
    void start() {
        nagare = Nagare.multiThread().workers(1).onUnseenFailure((failure, where) -> unseen.add(failure)).start();
        undelivered = new Undelivered();
    }

    /** The only worker has gone on. */
    @AfterEach
    void close() {
        undelivered.close();
        assertEquals(1, nagare.blockOn(nagare.spawn(() -> 1), LIMIT));
        nagare.close();
        assertEquals(List.of(), List.copyOf(unseen));
    }

    /** Throws at one signal. */
    private record Broken(String signal, Throwable failure)
            implements FlowableSubscriber<Integer>,
                    Observer<Integer>,
                    SingleObserver<Integer>,
                    MaybeObserver<Integer>,
                    CompletableObserver {

        private void hear(String heard) {
            if (heard.equals(signal)) {
                Broken.<RuntimeException>raise(failure);
            }
        }

        @SuppressWarnings("unchecked") // lets an error pass where only unchecked exceptions are declared
        private static <X extends Throwable> void raise(Throwable failure) throws X {
            throw (X) failure;
        }

        @Override
        public void onSubscribe(Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
            hear("onSubscribe");
        }

        @Override
        public void onSubscribe(Disposable disposable) {
            hear("onSubscribe");
        }

        @Override
        public void onNext(Integer item) {
            hear("item");
        }

        @Override
        public void onSuccess(Integer item) {
            hear("item");
        }

        @Override
        public void onError(Throwable failure) {
            hear("onError");
        }

        @Override
        public void onComplete() {
            hear("onComplete");
        }
    }

    private static Map<String, Consumer<Broken>> types(Many<Integer> many, One<Integer> one) {
        Map<String, Consumer<Broken>> types = new LinkedHashMap<>();
        types.put("flowable", to -> RxJavaNagare.flowable(many).subscribe(to));
        types.put("observable", to -> RxJavaNagare.observable(many).subscribe(to));
        types.put("single", to -> RxJavaNagare.single(one).subscribe(to));
        types.put("maybe", to -> RxJavaNagare.maybe(one).subscribe(to));
        types.put("completable", to -> RxJavaNagare.completable(one).subscribe(to));
        return types;
    }

    private void assertTold(Throwable thrown, String signal, Map<String, Consumer<Broken>> types) {
        types.forEach((type, subscribe) -> {
            Runnable body = () -> subscribe.accept(new Broken(signal, thrown));
            nagare.blockOn(nagare.spawn(One.fromRunnable(body)), LIMIT);
            try {
                assertSame(thrown, undelivered.next(), type + " " + signal);
            } catch (InterruptedException interrupt) {
                throw new AssertionError(interrupt);
            }
            assertEquals(List.of(), undelivered.all(), type);
        });
    }

    private static Throwable planted(boolean fatal) {
        return fatal ? new StackOverflowError("planted") : new IllegalStateException("planted");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void atOnSubscribe(boolean fatal) {
        assertTold(planted(fatal), "onSubscribe", types(Many.never(), One.never()));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void atAnItemAndThenTheStreamIsCancelled(boolean fatal) {
        Queue<String> cancelled = new ConcurrentLinkedQueue<>();
        Map<String, Consumer<Broken>> types = types(
                Many.range(1, 10).doOnCancel(() -> cancelled.add("many")),
                One.just(1));
        types.remove("completable");
        assertTold(planted(fatal), "item", types);
        assertEquals(List.of("many", "many"), List.copyOf(cancelled));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void atAnItemOfAConstant(boolean fatal) {
        Map<String, Consumer<Broken>> types = types(Many.just(1), One.just(1));
        types.remove("completable");
        assertTold(planted(fatal), "item", types);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void atACompletion(boolean fatal) {
        Map<String, Consumer<Broken>> types = types(Many.range(1, 3), One.empty());
        types.remove("single");
        assertTold(planted(fatal), "onComplete", types);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void atAFailure(boolean fatal) {
        Throwable thrown = planted(fatal);
        assertTold(thrown, "onError", types(Many.error(FAILED), One.error(FAILED)));
        assertEquals(List.of(FAILED), List.of(thrown.getSuppressed()).subList(0, 1));
    }

    @Test
    void aConsumerThatThrowsAnErrorThatRxJavaDoesNotCatch() {
        StackOverflowError thrown = new StackOverflowError("planted");
        Map<String, Consumer<Broken>> types = new LinkedHashMap<>();
        types.put("flowable", to -> RxJavaNagare.flowable(Many.just(1)).subscribe(to::onNext));
        types.put("observable", to -> RxJavaNagare.observable(Many.just(1)).subscribe(to::onNext));
        types.put("single", to -> RxJavaNagare.single(One.just(1)).subscribe(to::onSuccess));
        types.put("maybe", to -> RxJavaNagare.maybe(One.just(1)).subscribe(to::onSuccess));
        assertTold(thrown, "item", types);
    }
}
