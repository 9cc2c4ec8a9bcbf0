package io.nagare.engine.strand;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.nagare.One;
import io.nagare.TaskLocal;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Values of task locals that a bridge gives a thread. */
class InstalledLocalTest {

    private static final TaskLocal<String> REQUEST = TaskLocal.named("request");
    private static final TaskLocal<Integer> NUMBER = TaskLocal.named("number");

    @Test
    void theThreadHasTheValueUntilItIsTakenBack() {
        Runnable request = REQUEST.install("r-17");
        Runnable number = NUMBER.install(3);
        assertEquals(Map.of(REQUEST, "r-17", NUMBER, 3), TaskLocal.values());
        number.run();
        assertNull(NUMBER.get());
        assertEquals("r-17", REQUEST.get());
        request.run();
        assertEquals(Map.of(), TaskLocal.values());
    }

    @Test
    void anInnerValueHidesAnOuterOne() {
        One<String> reads = One.fromCallable(() -> {
            String outer = REQUEST.get();
            Runnable undo = REQUEST.install("inner");
            try {
                return outer + " " + REQUEST.get();
            } finally {
                undo.run();
            }
        });
        assertEquals("outer inner", reads.contextWrite(REQUEST, "outer").block());
        assertNull(REQUEST.get());
    }

    @Test
    void whatIsLeftBehindIsTakenAway() {
        Runnable outer = REQUEST.install("outer");
        Runnable restore = TaskLocal.remember();
        REQUEST.install("left behind");
        NUMBER.install(3);
        restore.run();
        assertEquals(Map.of(REQUEST, "outer"), TaskLocal.values());
        outer.run();
        assertEquals(Map.of(), TaskLocal.values());
    }

    @Test
    void aStreamThatBeginsThereHasValuesOfItsOwn() {
        Runnable undo = REQUEST.install("outside");
        assertEquals("none", One.fromCallable(() -> REQUEST.getOr("none")).block());
        assertEquals("outside", REQUEST.get());
        undo.run();
    }
}
