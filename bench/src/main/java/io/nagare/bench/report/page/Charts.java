package io.nagare.bench.report.page;

import io.nagare.bench.report.result.Group;
import io.nagare.bench.report.result.Metric;
import io.nagare.bench.report.result.Peer;
import io.nagare.bench.report.result.Results;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The charts of a report. */
public final class Charts {

    private Charts() {}

    public static List<Chart> of(Results results) {
        List<Chart> charts = new ArrayList<>();
        for (Group group : Group.values()) {
            for (Group.Part part : group.parts()) {
                for (Metric metric : Metric.values()) {
                    of(results, group, part, metric).ifPresent(charts::add);
                }
            }
        }
        return charts;
    }

    /** Makes a chart. Empty if the metric has no chart, or no peer has figures. */
    public static Optional<Chart> of(Results results, Group group, Group.Part part, Metric metric) {
        List<Chart.Bar> bars = new ArrayList<>();
        if (metric.isCharted() && group != Group.GROWTH) {
            for (String work : results.works(group, metric)) {
                if (part.works().test(work)) {
                    for (String peer : results.peers(group, metric)) {
                        if (!peer.equals(Peer.NAGARE)) {
                            results.lead(group, work, peer, metric)
                                    .ifPresent(lead -> bars.add(new Chart.Bar(part.shorten(work), peer, lead)));
                        }
                    }
                }
            }
        }
        if (bars.isEmpty()) {
            return Optional.empty();
        }
        String file =
                group.label() + (part.label().isEmpty() ? "" : "-" + part.label()) + "-" + metric.label() + ".svg";
        return Optional.of(new Chart(file, group.title() + part.heading() + ": " + metric.title(), bars));
    }
}
