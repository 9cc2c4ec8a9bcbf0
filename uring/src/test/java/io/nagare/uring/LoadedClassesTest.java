package io.nagare.uring;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nagare.engine.InitializedClasses;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Without a free descriptor, no class of the module is initialized for the first time. */
class LoadedClassesTest {

    @Test
    void allThatHaveSomethingToInitializeAreNamed() throws Exception {
        Set<String> missing = InitializedClasses.missing(LoadedClasses.class, LoadedClasses.NAMES);
        missing.remove(LoadedClasses.class.getName());
        // This one loads the others.
        missing.remove("io.nagare.uring.Rehearsal$Once");
        assertEquals(Set.of(), missing);
    }

    @Test
    void allThatAreNamedAreThere() {
        LoadedClasses.NAMES.forEach(name -> assertDoesNotThrow(() -> Class.forName(name), name));
    }
}
