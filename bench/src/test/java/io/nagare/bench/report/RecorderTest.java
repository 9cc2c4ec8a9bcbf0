package io.nagare.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecorderTest {

    private final List<String> taken = new ArrayList<>();
    private final Results results = new Results();

    private Turn turn(String peer, boolean fails) {
        return new Turn(Group.FILES, "fs", peer, (round, recorder) -> {
            taken.add(peer + round);
            if (fails) {
                throw new MeasurementException("no such thing here");
            }
            recorder.sample(Group.FILES, "lines", peer, Metric.TIME, round, 10 * round);
        });
    }

    @Test
    void everyRoundTakesAllInTurnAndWhatFailsHoldsUpNobody(@TempDir Path folder) throws IOException, InterruptedException {
        PrintStream nowhere = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        new Recorder(results, new ResultFiles(folder), nowhere)
                .run(2, List.of(turn("nagare", false), turn("tokio", true), turn("plain", false)));
        assertEquals(List.of("nagare1", "tokio1", "plain1", "nagare2", "plain2"), taken);
        assertEquals(List.of(new Missing(Group.FILES, "fs", "tokio", "no such thing here")), results.missing());

        Results read = new ResultFiles(folder).read();
        assertEquals(results.samples(), read.samples());
        assertEquals(results.missing(), read.missing());
    }
}
