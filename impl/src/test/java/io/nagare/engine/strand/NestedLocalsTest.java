package io.nagare.engine.strand;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nagare.Many;
import io.nagare.TaskLocal;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;

/**
 * A stream of ours behind a foreign publisher runs on a strand of its own, within the run of the strand that subscribes
 * to it. Functions behind it find the local values of their own stream.
 */
class NestedLocalsTest {

    private static final TaskLocal<String> KEY = TaskLocal.named("key");

    /** Hides that the streams are ours. */
    private static <T> Publisher<T> foreign(Publisher<T> stream) {
        return stream::subscribe;
    }

    private static String here() {
        return KEY.getOr("none");
    }

    private static void findOuter(UnaryOperator<Many<String>> behind) {
        List<Many<String>> inners = List.of(
                Many.just("a", "b"),
                Many.just("a", "b").contextWrite(KEY, "inner"),
                Many.defer(() -> Many.just(here(), "b")).contextWrite(KEY, "inner"));
        for (Many<String> inner : inners) {
            List<Many<String>> outers = List.of(
                    Many.from(foreign(inner)),
                    Many.just(1).flatMap(i -> foreign(inner)),
                    Many.just(1).concatMap(i -> foreign(inner)),
                    Many.just(1).switchMap(i -> foreign(inner)),
                    Many.just("first").concatWith(foreign(inner)).skip(1));
            for (Many<String> outer : outers) {
                List<String> found =
                        outer.transform(behind::apply).contextWrite(KEY, "outer").collectList().block();
                assertEquals("outer", found.get(found.size() - 1), () -> "in " + outer);
            }
        }
    }

    @Test
    void behindAnItem() {
        findOuter(stream -> stream.map(item -> here()));
    }

    @Test
    void behindTheEnd() {
        findOuter(stream -> stream.concatWith(Many.defer(() -> Many.just(here()))));
    }

    @Test
    void behindAFailure() {
        findOuter(stream -> stream.concatWith(foreign(Many.<String>error(new IllegalStateException("planted"))))
                .onErrorResume(failure -> Many.just(here())));
    }
}
