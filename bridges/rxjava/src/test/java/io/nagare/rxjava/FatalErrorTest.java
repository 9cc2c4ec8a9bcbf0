package io.nagare.rxjava;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.nagare.Many;
import io.nagare.One;
import io.reactivex.rxjava3.core.BackpressureStrategy;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Observable;
import io.reactivex.rxjava3.core.Single;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** RxJava lets some errors of a user's function pass through its operators. They are the failure of our stream. */
class FatalErrorTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    static List<Error> errors() {
        return List.of(
                new StackOverflowError("planted"), new OutOfMemoryError("planted"), new LinkageError("planted"));
    }

    private static int fail(Error error) {
        throw error;
    }

    @ParameterizedTest
    @MethodSource("errors")
    void anErrorOfAFunctionUpstreamIsTheFailure(Error error) {
        List<One<?>> streams = List.of(
                RxJavaNagare.many(Flowable.range(1, 3).map(i -> fail(error))).then(),
                RxJavaNagare.many(Flowable.range(1, 3).hide().map(i -> fail(error))).then(),
                RxJavaNagare.many(Flowable.range(1, 3).filter(i -> fail(error) > 0)).then(),
                RxJavaNagare.many(Observable.range(1, 3).map(i -> fail(error)), BackpressureStrategy.BUFFER).then(),
                RxJavaNagare.one(Single.just(1).map(i -> fail(error))),
                RxJavaNagare.one(Maybe.just(1).map(i -> fail(error))),
                RxJavaNagare.one(Completable.fromAction(() -> fail(error))));
        for (One<?> stream : streams) {
            assertSame(error, assertThrows(error.getClass(), () -> stream.block(LIMIT)), stream.toString());
        }
    }

    @ParameterizedTest
    @MethodSource("errors")
    void itCanBeResumedFromByItsType(Error error) {
        assertEquals(
                List.of(7),
                RxJavaNagare.many(Flowable.range(1, 3).map(i -> fail(error)))
                        .onErrorResume(error.getClass(), failure -> Many.just(7))
                        .collectList()
                        .block(LIMIT));
    }
}
