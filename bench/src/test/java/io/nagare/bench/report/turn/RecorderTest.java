package io.nagare.bench.report.turn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nagare.bench.report.process.MeasurementException;
import io.nagare.bench.report.result.Group;
import io.nagare.bench.report.result.Metric;
import io.nagare.bench.report.result.Missing;
import io.nagare.bench.report.result.ResultFiles;
import io.nagare.bench.report.result.Results;
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

    private Turn turn(String peer) {
        return new Turn(Group.FILES, "fs", peer, (round, recorder) -> {
            taken.add(peer + round);
            if (peer.equals("tokio")) {
                throw new MeasurementException("no such thing here");
            }
            if (peer.equals("odd")) {
                Integer.parseInt("odd");
            }
            recorder.sample(Group.FILES, "lines", peer, Metric.TIME, round, 10 * round);
        });
    }

    @Test
    void everyRoundTakesAllInTurnAndWhatFailsHoldsUpNobody(@TempDir Path folder)
            throws IOException, InterruptedException {
        PrintStream nowhere = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        new Recorder(results, new ResultFiles(folder)::write, nowhere)
                .run(2, List.of(turn("nagare"), turn("tokio"), turn("odd"), turn("plain")));
        assertEquals(List.of("nagare1", "tokio1", "odd1", "plain1", "nagare2", "plain2"), taken);
        assertEquals(
                List.of(
                        new Missing(Group.FILES, "fs", "tokio", "no such thing here"),
                        new Missing(Group.FILES, "fs", "odd", "For input string: \"odd\"")),
                results.missing());

        Results read = new ResultFiles(folder).read();
        assertEquals(results.samples(), read.samples());
        assertEquals(results.missing(), read.missing());
    }
}
