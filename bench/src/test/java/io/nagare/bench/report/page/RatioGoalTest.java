package io.nagare.bench.report.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nagare.bench.report.result.Group;
import io.nagare.bench.report.result.Metric;
import io.nagare.bench.report.result.Peer;
import io.nagare.bench.report.result.Results;
import io.nagare.bench.report.result.Sample;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RatioGoalTest {

    private final Results results = new Results();
    private final RatioGoal goal = new RatioGoal(
            "echo",
            "at most twice",
            Group.SOCKETS,
            Metric.TAIL,
            Metric.MEDIAN,
            work -> work,
            2,
            work -> !work.equals("other"));

    private void sample(String work, String peer, Metric metric, double value) {
        results.add(new Sample(Group.SOCKETS, work, peer, metric, 1, value));
    }

    @Test
    void holdsOursAgainstOurs() {
        sample("good", Peer.NAGARE, Metric.MEDIAN, 100);
        sample("good", Peer.NAGARE, Metric.TAIL, 200);
        sample("bad", Peer.NAGARE, Metric.MEDIAN, 100);
        sample("bad", Peer.NAGARE, Metric.TAIL, 300);
        sample("bad", Peer.TOKIO, Metric.TAIL, 1);
        sample("other", Peer.NAGARE, Metric.MEDIAN, 100);
        sample("other", Peer.NAGARE, Metric.TAIL, 900);
        assertEquals(
                List.of(new Goal.Finding("good", "2.00 times", 1), new Goal.Finding("bad", "3.00 times", 2.0 / 3)),
                goal.findings(results));
    }

    @Test
    void saysNothingWithoutTheOtherFigure() {
        sample("alone", Peer.NAGARE, Metric.TAIL, 300);
        assertEquals(List.of(), goal.findings(results));
    }
}
