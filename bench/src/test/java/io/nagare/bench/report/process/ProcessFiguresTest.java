package io.nagare.bench.report.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class ProcessFiguresTest {

    @Test
    void timesStandBehindANameThatMayHaveAnythingInIt() {
        String stat = "4242 (a) b (c) S 1 4242 4242 0 -1 4194560 2500 0 3 0 125 37 0 0 20 0 25 0 100 1 2 3";
        assertEquals(new ProcessFigures.CpuTime(1_250_000, 370_000), ProcessFigures.parseStat(stat));
    }

    @Test
    void theResidentSetIsInBytes() throws MeasurementException {
        assertEquals(
                1_048_576, ProcessFigures.parseResident("VmHWM:\t    2048 kB\nVmRSS:\t    1024 kB\nThreads:\t25\n"));
        assertThrows(MeasurementException.class, () -> ProcessFigures.parseResident("Name:\tgone\n"));
    }
}
