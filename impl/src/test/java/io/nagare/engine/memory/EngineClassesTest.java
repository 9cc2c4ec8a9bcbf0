package io.nagare.engine.memory;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nagare.driver.EagerClasses;
import io.nagare.engine.InitializedClasses;
import io.nagare.engine.poll.Rehearsal;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import org.junit.jupiter.api.Test;

/** Without free memory, no class of the language or the engine is initialized for the first time. */
class EngineClassesTest {

    /** The first two classes load all the others. The third needs a JDK with gatherers, and throws without them. */
    private static final Set<String> ELSEWHERE = Set.of(
            Rehearsal.class.getName(), EngineClasses.class.getName(), "io.nagare.JdkGatherer$Calls");

    @Test
    void allThatHaveSomethingToInitializeAreNamed() throws Exception {
        for (SortedSet<String> each : List.of(
                InitializedClasses.missing(Rehearsal.class, EngineClasses.OF_ENGINE),
                InitializedClasses.missing(EagerClasses.class, EngineClasses.OF_LANGUAGE))) {
            each.removeAll(ELSEWHERE);
            assertEquals(Set.of(), each);
        }
    }

    @Test
    void allThatAreNamedAreThere() {
        for (List<String> names : List.of(EngineClasses.OF_ENGINE, EngineClasses.OF_LANGUAGE)) {
            names.forEach(name -> assertDoesNotThrow(() -> Class.forName(name), name));
        }
    }
}
