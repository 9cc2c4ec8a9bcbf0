package io.nagare.bench.report.turn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class YardLineTest {

    @Test
    void theWorkAndTheMedianAreRead() {
        List<String> printed = List.of(
                "a warning of the JVM",
                "ping_pong workers=2 ns_per_op=265.4 best_ns_per_op=222.5 rounds=11037",
                "timer_churn (arm and cancel a far timeout) workers=2 ns_per_op=175.4 best_ns_per_op=169.7 rounds=169",
                "fs_lines bytes=16777216 op=KiB workers=2 ns_per_op=1420.0 best_ns_per_op=1400.1 rounds=100");
        assertEquals(
                List.of(
                        new YardLine("ping_pong", 265.4),
                        new YardLine("timer_churn", 175.4),
                        new YardLine("fs_lines", 1420)),
                YardLine.among(printed));
    }

    @Test
    void otherLinesHaveNothing() {
        assertEquals(
                List.of(), YardLine.among(List.of("mpsc: virtual has no counterpart of this work", "", "ns_per_op=")));
    }
}
