package io.nagare.bench.report.turn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.nagare.bench.report.process.MeasurementException;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoadLineTest {

    @Test
    void figuresAreReadByName() throws MeasurementException {
        List<String> echo =
                List.of("echo conns=50 size=64 depth=1 msgs_per_s=412345 MB_per_s=26.4 p50_us=110.0 p99_us=180.5"
                        + " p999_us=300.0");
        LoadLine line = LoadLine.with("msgs_per_s", echo);
        assertEquals(412_345, line.value("msgs_per_s"));
        assertEquals(180.5, line.value("p99_us"));
        assertEquals(Double.NaN, line.value("deliveries_per_s"));
        assertEquals(
                2100.5,
                LoadLine.with("mb_per_s", List.of("pull conns=8 MB_per_s=2100.5 files_per_s=125.00"))
                        .value("mb_per_s"));
    }

    @Test
    void aLineWithoutTheFigureIsToldWithWhatWasPrinted() {
        MeasurementException failure =
                assertThrows(MeasurementException.class, () -> LoadLine.with("msgs_per_s", List.of("echo differs")));
        assertEquals("the load generator printed no msgs_per_s, but: echo differs", failure.getMessage());
    }
}
