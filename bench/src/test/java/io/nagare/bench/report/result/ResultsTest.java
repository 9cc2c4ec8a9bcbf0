package io.nagare.bench.report.result;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ResultsTest {

    private final Results results = new Results();

    private void sample(String peer, Metric metric, int round, double value) {
        results.add(new Sample(Group.RUNTIME, "ping_pong", peer, metric, round, value));
    }

    @Test
    void theRatioIsTakenRoundByRound() {
        sample("tokio", Metric.TIME, 1, 200);
        sample("nagare", Metric.TIME, 1, 100);
        sample("tokio", Metric.TIME, 2, 900);
        sample("nagare", Metric.TIME, 2, 300);
        sample("tokio", Metric.TIME, 3, 400);
        sample("nagare", Metric.TIME, 3, 800);
        // The ratio of the medians would be 400 / 300.
        assertEquals(
                Optional.of(new Spread(2, 0.5, 3, 3)), results.lead(Group.RUNTIME, "ping_pong", "tokio", Metric.TIME));
        assertEquals(
                Optional.of(new Spread(300, 100, 800, 3)),
                results.spread(Group.RUNTIME, "ping_pong", "nagare", Metric.TIME));
    }

    @Test
    void aRoundThatOneOfThemHasNotDoesNotCount() {
        sample("nagare", Metric.RATE, 1, 100);
        sample("nagare", Metric.RATE, 2, 300);
        sample("tokio", Metric.RATE, 2, 200);
        sample("tokio", Metric.RATE, 3, 1);
        assertEquals(
                Optional.of(new Spread(1.5, 1.5, 1.5, 1)),
                results.lead(Group.RUNTIME, "ping_pong", "tokio", Metric.RATE));
        assertEquals(Optional.empty(), results.lead(Group.RUNTIME, "ping_pong", "virtual", Metric.RATE));
    }

    @Test
    void nothingAgainstNothingIsEqual() {
        assertEquals(1, Metric.ALLOCATED.lead(0, 0));
        assertEquals(Double.POSITIVE_INFINITY, Metric.ALLOCATED.lead(0, 8));
        assertEquals(0, Metric.ALLOCATED.lead(8, 0));
    }

    @Test
    void oursComesFirst() {
        sample("tokio", Metric.TIME, 1, 200);
        sample("nagare", Metric.TIME, 1, 100);
        sample("forkjoin", Metric.TIME, 1, 100);
        assertEquals(List.of("nagare", "tokio", "forkjoin"), results.peers(Group.RUNTIME, Metric.TIME));
    }

    @Test
    void aGroupThatIsMeasuredAnewIsForgotten() {
        sample("nagare", Metric.TIME, 1, 100);
        results.add(new Missing(Group.RUNTIME, "ping_pong", "virtual", "none here"));
        results.add(new Missing(Group.FILES, "fs", "tokio", "not given"));
        results.forget(Group.RUNTIME, work -> true);
        assertEquals(List.of(), results.samples());
        assertEquals(List.of(new Missing(Group.FILES, "fs", "tokio", "not given")), results.missing());
    }

    @Test
    void worksThatAreNotMeasuredAnewStay() {
        results.add(new Missing(Group.RUNTIME, "ping_pong", "virtual", "none here"));
        results.add(new Missing(Group.RUNTIME, "sleep_many", "virtual", "none here"));
        results.forget(Group.RUNTIME, work -> work.equals("ping_pong"));
        assertEquals(List.of(new Missing(Group.RUNTIME, "sleep_many", "virtual", "none here")), results.missing());
    }
}
