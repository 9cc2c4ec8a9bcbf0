package tutorial.channels;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import tutorial.Page;
import tutorial.Printed;

class KitchenTest {

    @Test
    void itPrintsWhatThePageSays() throws Exception {
        assertEquals(List.of(Printed.by(Kitchen::main)), Page.of("04-channels.md").blocks("text"));
    }
}
