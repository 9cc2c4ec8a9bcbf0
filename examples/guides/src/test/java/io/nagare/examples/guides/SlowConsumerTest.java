package io.nagare.examples.guides;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nagare.testing.VirtualRuntime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The page on slow consumers, in virtual time. */
class SlowConsumerTest {

    @Test
    void itPrintsWhatThePageSays() throws Exception {
        List<String> lines = new ArrayList<>();
        try (VirtualRuntime runtime = VirtualRuntime.start()) {
            runtime.blockOn(new SlowConsumer(lines::add).run());
        }
        assertEquals(Pages.output("slow-consumers.md"), lines);
    }
}
