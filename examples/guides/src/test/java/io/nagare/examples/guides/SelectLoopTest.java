package io.nagare.examples.guides;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nagare.One;
import io.nagare.testing.VirtualRuntime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The page for users of Tokio, in virtual time. */
class SelectLoopTest {

    @Test
    void itPrintsWhatThePageSays() throws Exception {
        List<String> lines = new ArrayList<>();
        SelectLoop loop = new SelectLoop(lines::add);
        try (VirtualRuntime runtime = VirtualRuntime.start()) {
            runtime.spawn(loop.messages().send("a").then(loop.messages().send("b")));
            runtime.blockOn(loop.run(One.delay(Duration.ofSeconds(25))));
        }
        assertEquals(Pages.output("from-tokio.md"), lines);
    }
}
