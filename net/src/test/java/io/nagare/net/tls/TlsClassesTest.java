package io.nagare.net.tls;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nagare.engine.InitializedClasses;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Without free memory, no class of TLS is initialized for the first time. */
class TlsClassesTest {

    @Test
    void allThatHaveSomethingToInitializeAreNamed() throws Exception {
        Set<String> missing = InitializedClasses.missing(TlsClasses.class, TlsClasses.NAMES);
        missing.removeIf(name -> !name.startsWith("io.nagare.net.tls."));
        missing.remove(TlsClasses.class.getName());
        assertEquals(Set.of(), missing);
    }

    @Test
    void allThatAreNamedAreThere() {
        TlsClasses.NAMES.forEach(name -> assertDoesNotThrow(() -> Class.forName(name), name));
    }
}
