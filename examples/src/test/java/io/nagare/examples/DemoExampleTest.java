package io.nagare.examples;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Nagare;
import org.junit.jupiter.api.Test;

class DemoExampleTest {

    @Test
    void theSumsOfAllMembersAreRight() {
        try (Nagare nagare = Nagare.multiThread().workers(2).start()) {
            assertTrue(new Demo(nagare, 1).run());
        }
    }
}
