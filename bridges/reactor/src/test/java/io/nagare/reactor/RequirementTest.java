package io.nagare.reactor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import reactor.core.scheduler.Schedulers;

class RequirementTest {

    private static final class Old {}

    @Test
    void anOldVersionIsToldWhatIsNeeded() {
        Requirement.check(Schedulers.class);
        assertEquals(
                "nagare-reactor needs Reactor 3.6.11 or newer; that on the path is older",
                assertThrows(IllegalStateException.class, () -> Requirement.check(Old.class)).getMessage());
    }
}
