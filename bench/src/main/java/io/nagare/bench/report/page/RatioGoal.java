package io.nagare.bench.report.page;

import io.nagare.bench.report.result.Figure;
import io.nagare.bench.report.result.Group;
import io.nagare.bench.report.result.Metric;
import io.nagare.bench.report.result.Peer;
import io.nagare.bench.report.result.Results;
import io.nagare.bench.report.result.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Asks that one figure of Nagare is at most {@code most} times another one of Nagare.
 *
 * @param metric the metric of the figure
 * @param base the metric of the other figure
 * @param baseWork gives the work of the other figure, for the work of the figure
 * @param most how many times
 */
public record RatioGoal(
        String subject,
        String wanted,
        Group group,
        Metric metric,
        Metric base,
        UnaryOperator<String> baseWork,
        double most,
        Predicate<String> works)
        implements Goal {

    @Override
    public List<Finding> findings(Results results) {
        List<Finding> findings = new ArrayList<>();
        for (String work : results.works(group, metric)) {
            if (works.test(work)) {
                Optional<Spread> figure = results.spread(group, work, Peer.NAGARE, metric);
                Optional<Spread> other = results.spread(group, baseWork.apply(work), Peer.NAGARE, base);
                if (figure.isPresent() && other.isPresent()) {
                    double ratio = figure.get().median() / other.get().median();
                    findings.add(new Finding(work, Figure.of(ratio) + " times", most / ratio));
                }
            }
        }
        return findings;
    }
}
