package io.nagare.bench.report.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class CoresTest {

    @Test
    void rangesAreListed() {
        assertEquals(List.of(0, 1, 2, 5), Cores.numbers("0-2,5"));
        assertEquals(List.of(3), Cores.numbers("3"));
    }

    @Test
    void serverAndLoadAreKeptApart() {
        Cores cores = new Cores(List.of(2, 7), true);
        assertEquals(List.of("taskset", "-c", "2", "serve"), cores.server(List.of("serve")));
        assertEquals(List.of("taskset", "-c", "7", "shoot"), cores.load(List.of("shoot")));
    }

    @Test
    void withOneCoreNothingIsPinned() {
        Cores one = new Cores(List.of(0), true);
        assertEquals(List.of("serve"), one.server(List.of("serve")));
        assertEquals(List.of("shoot"), one.load(List.of("shoot")));
        assertTrue(one.describe().startsWith("not pinned, because there is one core"));
        assertTrue(new Cores(List.of(0, 1), false).describe().startsWith("not pinned, because there is no taskset"));
    }
}
