package io.nagare.mutiny;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.nagare.Many;
import io.nagare.One;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Errors of a user's function upstream are the failure of our stream. */
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
                MutinyNagare.many(Multi.createFrom().range(1, 3).map(i -> fail(error))).then(),
                MutinyNagare.many(Multi.createFrom().range(1, 3).select().where(i -> fail(error) > 0)).then(),
                MutinyNagare.many(Multi.createFrom().emitter(emitter -> fail(error))).then(),
                MutinyNagare.one(Uni.createFrom().item(1).map(i -> fail(error))),
                MutinyNagare.one(Uni.createFrom().item(() -> fail(error))));
        for (One<?> stream : streams) {
            assertSame(error, assertThrows(error.getClass(), () -> stream.block(LIMIT)), stream.toString());
        }
    }

    @ParameterizedTest
    @MethodSource("errors")
    void itCanBeResumedFromByItsType(Error error) {
        assertEquals(
                List.of(7),
                MutinyNagare.many(Multi.createFrom().range(1, 3).map(i -> fail(error)))
                        .onErrorResume(error.getClass(), failure -> Many.just(7))
                        .collectList()
                        .block(LIMIT));
    }
}
