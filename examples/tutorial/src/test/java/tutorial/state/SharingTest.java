package tutorial.state;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import tutorial.Page;
import tutorial.Printed;

class SharingTest {

    @Test
    void itPrintsWhatThePageSays() throws Exception {
        assertEquals(List.of(Printed.by(Sharing::main)), Page.of("03-shared-state.md").blocks("text"));
    }
}
