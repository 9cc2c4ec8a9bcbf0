package io.nagare;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Each jcstress test has at most two actors, so that it runs on two processors. jcstress leaves a test out without a
 * failure if there are fewer processors than actors.
 */
class ActorsTest {

    @Test
    void noTestHasMoreActorsThanTwo() throws Exception {
        List<Path> sources;
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            sources = files.filter(file -> file.toString().endsWith("Stress.java")).toList();
        }
        assertFalse(sources.isEmpty());
        for (Path source : sources) {
            String[] tests = Files.readString(source).split("@JCStressTest");
            assertTrue(tests.length > 1, () -> source + " has no test");
            for (int i = 1; i < tests.length; i++) {
                int actors = tests[i].split("@Actor\\b", -1).length - 1;
                assertTrue(actors <= 2, () -> source + " has a test with " + actors + " actors");
            }
        }
    }
}
