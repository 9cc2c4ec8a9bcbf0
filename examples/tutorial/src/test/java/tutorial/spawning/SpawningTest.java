package tutorial.spawning;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import tutorial.Page;
import tutorial.Printed;

class SpawningTest {

    @Test
    void itPrintsWhatThePageSays() throws Exception {
        assertEquals(List.of(Printed.by(Spawning::main)), Page.of("02-spawning.md").blocks("text"));
    }
}
