package io.nagare.bench.report.page;

import io.nagare.bench.report.result.Figure;
import io.nagare.bench.report.result.Group;
import io.nagare.bench.report.result.Metric;
import io.nagare.bench.report.result.Peer;
import io.nagare.bench.report.result.Results;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Asks that Nagare's figure is {@code most} at most.
 *
 * @param most the limit, in the unit of the metric
 */
record LimitGoal(String subject, String wanted, Group group, Metric metric, double most, Predicate<String> works)
        implements Goal {

    @Override
    public List<Finding> findings(Results results) {
        List<Finding> findings = new ArrayList<>();
        for (String work : results.works(group, metric)) {
            if (works.test(work)) {
                results.spread(group, work, Peer.NAGARE, metric)
                        .ifPresent(
                                spread -> findings.add(new Finding(work, Figure.of(spread), most / spread.median())));
            }
        }
        return findings;
    }
}
