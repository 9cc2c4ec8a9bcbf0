package io.nagare.bench.report.page;

import io.nagare.bench.report.result.Figure;
import io.nagare.bench.report.result.Group;
import io.nagare.bench.report.result.Metric;
import io.nagare.bench.report.result.Peer;
import io.nagare.bench.report.result.Results;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Asks that Nagare is {@code least} times as good as each of some peers.
 *
 * @param least how many times as good
 * @param peers the peers; all if empty
 */
record LeadGoal(
        String subject,
        String wanted,
        Group group,
        Metric metric,
        double least,
        Set<String> peers,
        Predicate<String> works)
        implements Goal {

    @Override
    public List<Finding> findings(Results results) {
        List<Finding> findings = new ArrayList<>();
        for (String work : results.works(group, metric)) {
            if (!works.test(work)) {
                continue;
            }
            for (String peer : results.peers(group, metric)) {
                if (!peer.equals(Peer.NAGARE) && (peers.isEmpty() || peers.contains(peer))) {
                    results.lead(group, work, peer, metric)
                            .ifPresent(lead -> findings.add(
                                    new Finding(work + ", beside " + peer, Figure.of(lead), lead.median() / least)));
                }
            }
        }
        return findings;
    }
}
