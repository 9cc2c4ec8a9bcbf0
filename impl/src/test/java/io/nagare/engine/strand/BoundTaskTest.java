package io.nagare.engine.strand;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.TaskLocal;
import io.nagare.driver.ThreadContext;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A bound task finds what was there where it was bound, and nothing of where it runs. */
class BoundTaskTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final TaskLocal<String> REQUEST = TaskLocal.named("request");
    private static final ThreadLocal<@Nullable String> TRACE = new ThreadLocal<>();

    private Nagare nagare;
    private @Nullable String seen;

    @BeforeEach
    void carry() {
        ThreadContext.carry(() -> {
            String trace = TRACE.get();
            return trace == null ? null : () -> {
                String before = TRACE.get();
                TRACE.set(trace);
                return () -> TRACE.set(before);
            };
        });
        nagare = Nagare.multiThread().workers(1).start();
    }

    @AfterEach
    void carryNothing() {
        ThreadContext.carry(null);
        TRACE.remove();
        nagare.close();
    }

    private void look() {
        seen = REQUEST.getOr("none") + ", " + TRACE.get();
    }

    private Runnable boundIn(String request) {
        Runnable[] bound = new Runnable[1];
        nagare.blockOn(
                One.fromRunnable(() -> bound[0] = TaskLocal.bound(this::look)).contextWrite(REQUEST, request), LIMIT);
        return bound[0];
    }

    @Test
    void aTaskFindsLocalsAndThreadContextOfWhereItWasBound() {
        TRACE.set("t1");
        Runnable bound = boundIn("r-17");
        TRACE.set("t2");
        bound.run();
        assertEquals("r-17, t1", seen);
        assertEquals("t2", TRACE.get(), "the thread has its own again");
        assertNull(REQUEST.get());
    }

    @Test
    void aTaskThatWasBoundOutsideFindsNothingOfAStream() {
        TRACE.set("t1");
        Runnable bound = TaskLocal.bound(this::look);
        TRACE.set("t2");
        nagare.blockOn(
                One.fromRunnable(() -> {
                            bound.run();
                            assertEquals("none, t1", seen);
                            look();
                        })
                        .contextWrite(REQUEST, "r-18"),
                LIMIT);
        assertEquals("r-18, t2", seen, "the stream goes on with its own");
    }

    @Test
    void whatAFunctionHasChangedCounts() {
        Runnable[] bound = new Runnable[1];
        nagare.blockOn(
                One.fromRunnable(() -> {
                            TRACE.set("changed");
                            bound[0] = TaskLocal.bound(this::look);
                        })
                        .contextWrite(REQUEST, "r-19"),
                LIMIT);
        bound[0].run();
        assertEquals("r-19, changed", seen);
    }

    @Test
    void aFailureGoesToTheCallerAndNothingIsLeft() {
        TRACE.set("t1");
        Runnable bound = TaskLocal.bound(() -> {
            throw new IllegalStateException("planted");
        });
        TRACE.set("t2");
        assertThrows(IllegalStateException.class, bound::run);
        assertEquals("t2", TRACE.get());
    }
}
