package io.nagare.bench.report.turn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.nagare.bench.report.process.MeasurementException;
import java.util.List;
import org.junit.jupiter.api.Test;

class IdleTurnsTest {

    @Test
    void theFigureStandsAmongOtherLines() throws MeasurementException {
        assertEquals(
                88.7,
                IdleTurns.bytes(List.of("WARNING: something", "tasks, forkjoin: number=100000 heap_bytes_each=88.7")));
    }

    @Test
    void withoutOneTheLastWordsAreTheReason() {
        MeasurementException missing =
                assertThrows(MeasurementException.class, () -> IdleTurns.bytes(List.of("akka has no tasks")));
        assertEquals("akka has no tasks", missing.getMessage());
    }
}
