package io.nagare.bench.report.turn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nagare.bench.report.process.Yardsticks;
import io.nagare.bench.report.result.Group;
import io.nagare.bench.report.result.Metric;
import io.nagare.bench.report.result.Missing;
import io.nagare.bench.report.result.ResultFiles;
import io.nagare.bench.report.result.Results;
import io.nagare.bench.report.result.Sample;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TurnsTest {

    private final Results results = new Results();
    private final List<Turn> turns = List.of(turn("chunks and lines"), turn("copy"), turn("copy, twice"));

    TurnsTest() {
        for (String work : List.of("chunks", "lines", "copy", "copy, twice")) {
            results.add(new Sample(Group.FILES, work, "nagare", Metric.TIME, 1, 10));
        }
        results.add(new Sample(Group.RUNTIME, "copy", "nagare", Metric.TIME, 1, 10));
        results.add(new Missing(Group.FILES, "all works", "tokio", "not given"));
        results.add(new Missing(Group.FILES, "copy", "plain", "failed"));
    }

    private static Turn turn(String work) {
        return new Turn(Group.FILES, work, "nagare", (round, recorder) -> {});
    }

    private List<String> select(String part) {
        return Turns.select(Group.FILES, turns, part, results).stream().map(Turn::work).toList();
    }

    private List<String> left() {
        return results.samples().stream().map(sample -> sample.group().label() + " " + sample.work()).toList();
    }

    @Test
    void whatIsNotMeasuredAnewStays() {
        assertEquals(List.of("copy, twice"), select("twice"));
        assertEquals(List.of("files chunks", "files lines", "files copy", "runtime copy"), left());
        assertEquals(2, results.missing().size());
    }

    @Test
    void worksThatAreDoneTogetherAreForgottenTogether() {
        assertEquals(List.of("chunks and lines"), select("lines"));
        assertEquals(List.of("files copy", "files copy, twice", "runtime copy"), left());
    }

    @Test
    void whatFailedOrWasLeftOutIsForgottenWithIts() {
        results.add(new Missing(Group.FILES, Turns.scope("copy"), "tokio", "not given"));
        assertEquals(List.of("copy", "copy, twice"), select("copy"));
        assertEquals(List.of("files chunks", "files lines", "runtime copy"), left());
        assertEquals(List.of(new Missing(Group.FILES, "all works", "tokio", "not given")), results.missing());
    }

    @Test
    void nothingIsForgottenIfNothingIsNamedSo() {
        assertEquals(List.of(), select("juggle"));
        assertEquals(5, results.samples().size());
    }

    @Test
    void aWholeGroupIsForgotten() {
        assertEquals(3, select("").size());
        assertEquals(List.of("runtime copy"), left());
        assertEquals(List.of(), results.missing());
    }

    /** Tokio has no streams, and growth is not measured for it. */
    @Test
    void groupsOfJvmsAloneNeedNoProgram(@TempDir Path folder) {
        PrintStream nowhere = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        Results fresh = new Results();
        Recorder recorder = new Recorder(fresh, new ResultFiles(folder)::write, nowhere);
        Yardsticks none = Yardsticks.NONE;
        for (Group group : Group.values()) {
            int before = fresh.missing().size();
            Turns.sayWhatIsLeftOut(group, none, "", recorder);
            assertEquals(group.isOfJvmsAlone(), fresh.missing().size() == before, group.label());
        }
    }
}
