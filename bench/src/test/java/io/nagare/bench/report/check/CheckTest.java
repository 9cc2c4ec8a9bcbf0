package io.nagare.bench.report.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.bench.report.process.SampleFile;
import io.nagare.bench.report.process.Yardsticks;
import io.nagare.bench.report.result.Group;
import io.nagare.bench.report.result.Metric;
import io.nagare.bench.report.result.Peer;
import io.nagare.bench.report.result.Results;
import io.nagare.bench.report.result.Sample;
import io.nagare.bench.report.turn.Effort;
import io.nagare.bench.report.turn.Turn;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckTest {

    private static final CheckedWork TASKS =
            new CheckedWork(Group.RUNTIME, "yield_many", Metric.TIME, Peer.FORK_JOIN);
    private static final CheckedWork SOCKETS =
            new CheckedWork(Group.SOCKETS, "echo", Metric.RATE, "netty-epoll");

    /** Returns rounds in which the peer's figure is 100. */
    private static Results results(CheckedWork work, double... ours) {
        Results results = new Results();
        for (int i = 0; i < ours.length; i++) {
            results.add(new Sample(work.group(), work.work(), Peer.NAGARE, work.metric(), i + 1, ours[i]));
            results.add(new Sample(work.group(), work.work(), work.peer(), work.metric(), i + 1, 100));
        }
        return results;
    }

    private static boolean hasFallen(CheckedWork work, Results kept, Results now) {
        Check.Findings findings = Check.Findings.of(List.of(work), kept, now);
        assertEquals(List.of(), findings.missing());
        return !findings.fallen().isEmpty();
    }

    @Test
    void aTimeFallsIfItIsLongerThanTheWorstThatIsKept() {
        Results kept = results(TASKS, 50, 40, 45);
        assertFalse(hasFallen(TASKS, kept, results(TASKS, 20, 80, 54)));
        assertTrue(hasFallen(TASKS, kept, results(TASKS, 20, 80, 57)));
    }

    @Test
    void aRateFallsIfItIsLowerThanTheWorstThatIsKept() {
        Results kept = results(SOCKETS, 100, 90, 110);
        assertFalse(hasFallen(SOCKETS, kept, results(SOCKETS, 82, 40, 120)));
        assertTrue(hasFallen(SOCKETS, kept, results(SOCKETS, 80, 40, 120)));
    }

    @Test
    void onlyWhatFallsIsMeasuredAgainAndFailsIfItFallsTwice() throws Exception {
        Results kept = both(50);
        Results fallen = both(100);
        assertTrue(passes(kept, kept));
        assertTrue(passes(kept, fallen, kept));
        assertFalse(passes(kept, fallen, fallen));
        assertFalse(passes(kept, fallen, new Results()));
        assertFalse(passes(kept, new Results()));
    }

    /** Returns results in which only the tasks vary, and the sockets stay the same. */
    private static Results both(double tasks) {
        Results results = results(TASKS, tasks);
        results(SOCKETS, 100).samples().forEach(results::add);
        return results;
    }

    /**
     * Runs a check in which each look finds the next of {@code measured}. Verifies the works of each look: the second
     * look leaves out the works that have not fallen.
     */
    private static boolean passes(Results kept, Results... measured) throws Exception {
        List<List<CheckedWork>> looks = new ArrayList<>();
        boolean passes = Check.passes(List.of(TASKS, SOCKETS), works -> {
            looks.add(works);
            return Check.Findings.of(works, kept, measured[looks.size() - 1]);
        });
        assertEquals(List.of(List.of(TASKS, SOCKETS), List.of(TASKS)).subList(0, measured.length), looks);
        return passes;
    }

    @Test
    void aWorkWithoutFiguresIsMissing() {
        Results some = results(TASKS, 50);
        List<CheckedWork> works = List.of(TASKS);
        assertEquals(
                List.of("yield_many beside forkjoin: no result is kept"),
                Check.Findings.of(works, new Results(), some).missing());
        assertEquals(
                List.of("yield_many beside forkjoin: could not be measured"),
                Check.Findings.of(works, some, new Results()).missing());
    }

    /** A work without a turn would never be measured. */
    @Test
    void eachWorkHasATurnOnBothSides(@TempDir Path directory) {
        Yardsticks yardsticks = Yardsticks.NONE.withLoad(Optional.of(Path.of("load")));
        SampleFile file = new SampleFile(directory.resolve("none"));
        List<CheckedWork> works = CheckedWork.all();
        List<Turn> turns = new ArrayList<>();
        for (Group group : Group.values()) {
            turns.addAll(CheckedWork.turns(works, group, Effort.check(1), yardsticks, file));
        }
        for (CheckedWork work : works) {
            Set<String> peers = turns.stream()
                    .filter(turn -> turn.group() == work.group() && turn.isOf(work.work()))
                    .map(Turn::peer)
                    .collect(Collectors.toSet());
            assertEquals(work.group().isUnderJmh() ? 1 : 2, peers.size(), work + " is measured for " + peers);
        }
        assertEquals(24, works.size());
    }

    @Test
    void withoutALoadGeneratorThereAreNoSockets() {
        List<CheckedWork> works = CheckOptions.parse(List.of()).works();
        assertEquals(22, works.size());
        assertTrue(works.stream().noneMatch(work -> work.group() == Group.SOCKETS));
    }

    @Test
    void onlyWorksOfANameAreMeasured() {
        List<CheckedWork> works = CheckOptions.parse(List.of("--work", "mpsc")).works();
        assertEquals(List.of("mpsc, 1 producer", "mpsc, 4 producers"), works.stream().map(CheckedWork::work).toList());
    }

    @Test
    void badOptionsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> Check.run(List.of("--rounds", "2")));
        assertThrows(IllegalArgumentException.class, () -> Check.run(List.of("--keep", "--work", "mpsc")));
        assertThrows(IllegalArgumentException.class, () -> Check.run(List.of("--kept")));
    }

    @Test
    void aFolderWithoutResultsIsRefused(@TempDir Path directory) {
        IllegalArgumentException refusal = assertThrows(
                IllegalArgumentException.class,
                () -> Check.run(List.of("--work", "mpsc", "--kept", directory.toString())));
        assertTrue(refusal.getMessage().contains("check --keep --kept " + directory), refusal.getMessage());
    }
}
