package io.nagare.bench.report.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.bench.growth.Thing;
import io.nagare.bench.report.result.Group;
import io.nagare.bench.report.result.Metric;
import io.nagare.bench.report.result.Peer;
import io.nagare.bench.report.result.Results;
import io.nagare.bench.report.result.Sample;
import io.nagare.bench.report.turn.GrowthTurns;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GrowthChartTest {

    private final Results results = new Results();

    private void sample(int number, String peer, Metric metric, double value) {
        results.add(new Sample(Group.GROWTH, GrowthTurns.title(Thing.YIELDS, number), peer, metric, 1, value));
    }

    @Test
    void hasALineForEachFigureByNumber() {
        sample(10, Peer.NAGARE, Metric.TIME, 2_000);
        sample(1, Peer.NAGARE, Metric.TIME, 1_000);
        sample(1, Peer.NAGARE, Metric.BYSTANDER, 50);
        GrowthChart chart = GrowthChart.of(results, Thing.YIELDS).orElseThrow();
        assertEquals(List.of(new GrowthChart.Point(1, 1), new GrowthChart.Point(10, 2)), chart.lines().get(0).points());
        assertEquals(List.of(new GrowthChart.Point(1, 50)), chart.lines().get(1).points());
        String svg = chart.svg();
        assertEquals(2, svg.split("<polyline", -1).length - 1);
        assertTrue(svg.contains("bystander late, p99"), svg);
    }

    @Test
    void bothAxesAreLogarithmic() {
        for (int number : List.of(1, 10, 100)) {
            sample(number, Peer.NAGARE, Metric.TIME, 1_000.0 * number);
        }
        String svg = GrowthChart.of(results, Thing.YIELDS).orElseThrow().svg();
        assertTrue(svg.contains("points=\"80.0,368.0 355.0,215.0 630.0,62.0\""), svg);
    }

    @Test
    void isMissingWithoutFigures() {
        assertEquals(Optional.empty(), GrowthChart.of(results, Thing.YIELDS));
    }
}
