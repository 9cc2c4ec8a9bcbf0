package io.nagare.reactor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.nagare.Many;
import io.nagare.One;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reactor lets some errors of a user's function pass through its operators. They are the failure of our stream. */
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
                ReactorNagare.many(Flux.range(1, 3).map(i -> fail(error))).then(),
                ReactorNagare.many(Flux.range(1, 3).hide().map(i -> fail(error))).then(),
                ReactorNagare.many(Flux.range(1, 3).filter(i -> fail(error) > 0)).then(),
                ReactorNagare.many(Flux.generate(sink -> fail(error))).then(),
                ReactorNagare.one(Mono.just(1).map(i -> fail(error))),
                ReactorNagare.one(Mono.fromCallable(() -> fail(error))),
                ReactorNagare.one(Mono.defer(() -> Mono.just(fail(error)))),
                Many.from(Flux.range(1, 3).map(i -> fail(error))).then());
        for (One<?> stream : streams) {
            assertSame(error, assertThrows(error.getClass(), () -> stream.block(LIMIT)), stream.toString());
        }
    }

    @ParameterizedTest
    @MethodSource("errors")
    void itCanBeResumedFromByItsType(Error error) {
        assertEquals(
                List.of(7),
                ReactorNagare.many(Flux.range(1, 3).map(i -> fail(error)))
                        .onErrorResume(error.getClass(), failure -> Many.just(7))
                        .collectList()
                        .block(LIMIT));
    }
}
