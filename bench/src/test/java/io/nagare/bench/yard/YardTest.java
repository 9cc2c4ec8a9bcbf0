package io.nagare.bench.yard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class YardTest {

    private static String refusal(String... arguments) {
        return assertThrows(IllegalArgumentException.class, () -> Yard.run(List.of(arguments))).getMessage();
    }

    @Test
    void whatIsNotUnderstoodIsNamed() {
        assertTrue(refusal("juggle").startsWith("there is no work named juggle; there are: spawn_many_local, "));
        assertTrue(
                refusal("--peer", "akka", "ping_pong").startsWith("there is no peer named akka; there are: nagare, "));
        assertEquals("--peer needs a name", refusal("--peer"));
        assertEquals("yard needs the name of a work, or all", refusal());
        assertEquals("broadcast needs a number of 1 to 10000, but was given none", refusal("broadcast", "none"));
        assertEquals("fs needs the path of a file to read", refusal("fs"));
        assertEquals("fs: nowhere is no file that can be read", refusal("fs", "nowhere"));
    }

    /** Each work checks its own result. */
    @Test
    void nagareDoesEachWork(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("lines"), "some line\n".repeat(10_000));
        try (Works works = new NagareWorks(2)) {
            for (WorkName name : WorkName.values()) {
                List<String> arguments = name == WorkName.FS ? List.of(file.toString()) : List.of();
                works.find(name, new Arguments(name.label(), arguments)).forEach(work -> work.once().run());
            }
        }
    }
}
