package io.nagare.modular;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.testing.VirtualRuntime;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A test as a user of modules writes it: the test kit is on the class path, the engine is a module. */
class SquaresTest {

    @Test
    void theProgramIsAModule() {
        assertTrue(Squares.class.getModule().isNamed(), "this must run with the defaults of Surefire");
    }

    @Test
    void virtualTimeRunsIt() {
        try (VirtualRuntime runtime = VirtualRuntime.start()) {
            assertEquals(List.of(1L, 4L, 9L), runtime.blockOn(Squares.three(Duration.ofSeconds(1))));
            assertEquals(Duration.ofSeconds(3), runtime.elapsed());
        }
    }

    @Test
    void aSeedDoesToo() {
        try (VirtualRuntime runtime = VirtualRuntime.start(7)) {
            assertEquals(List.of(1L, 4L, 9L), runtime.blockOn(Squares.three(Duration.ofSeconds(1))));
        }
    }
}
