package io.nagare.bench.report.page;

import io.nagare.bench.growth.Thing;
import io.nagare.bench.report.result.Figure;
import io.nagare.bench.report.result.Group;
import io.nagare.bench.report.result.Metric;
import io.nagare.bench.report.result.Missing;
import io.nagare.bench.report.result.Peer;
import io.nagare.bench.report.result.Results;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Writes the results as a page of Markdown, with the charts beside it. The same results give the same page. */
public final class MarkdownReport {

    private final Results results;
    private final StringBuilder text = new StringBuilder();

    public MarkdownReport(Results results) {
        this.results = results;
    }

    public String text() {
        line("# Nagare beside its peers");
        line("");
        line("Written by `java -jar bench/target/nagare-bench.jar report`, for which `bench/README.md` has the options;"
                + " made again from the results");
        line("beside it by `report --from DIR`.");
        line("");
        machine();
        reading();
        summary();
        for (Group group : Group.values()) {
            if (results.has(group)) {
                chapter(group);
            }
        }
        missing();
        return text.toString();
    }

    private void machine() {
        table(List.of("", ""));
        results.facts().forEach((name, value) -> {
            if (!Results.isMeasured(name)) {
                row(List.of(name, value));
            }
        });
        line("");
    }

    private void reading() {
        line("## How to read it");
        line("");
        line(
                """
                Every process is a fresh one (a server for each work), and every JVM has the same options. A round runs
                every peer once, in turn. A figure is the median of the rounds, with the least and the most in
                parentheses. Below it stands the ratio in bold: how many times as good Nagare was, computed round by
                round, the median; above 1 Nagare is ahead, whatever the unit. Absolute figures drift on a shared
                machine; ratios taken in turn hold. `k` is a thousand, `M` a million. Goals are judged from figures that
                are not rounded.""");
        line("");
    }

    private void summary() {
        line("## Goals");
        line("");
        table(List.of("Work", "Goal", "Measured, least favourable", "Verdict"));
        List<String> missed = new ArrayList<>();
        for (Goal goal : Goals.all()) {
            List<Goal.Finding> findings = new ArrayList<>(goal.findings(results));
            findings.sort(Comparator.comparingDouble(Goal.Finding::margin));
            long met = findings.stream().filter(Goal.Finding::isMet).count();
            String measured = findings.isEmpty() ? "–" : findings.get(0).figure() + ": " + findings.get(0).what();
            row(List.of(goal.subject(), goal.wanted(), measured, verdict(met, findings.size())));
            findings.stream()
                    .filter(finding -> !finding.isMet())
                    .forEach(finding -> missed.add(
                            goal.subject() + ", " + goal.wanted() + ": " + finding.figure() + " in " + finding.what()));
        }
        line("");
        if (!missed.isEmpty()) {
            line("Missed:");
            line("");
            missed.forEach(each -> line("- " + each));
            line("");
        }
    }

    private static String verdict(long met, int all) {
        if (all == 0) {
            return "not measured";
        }
        if (met == all) {
            return "met" + (all == 1 ? "" : " (all " + all + ")");
        }
        return "**missed**" + (all == 1 ? "" : " (" + met + " of " + all + " met)");
    }

    private void chapter(Group group) {
        line("## " + group.title());
        line("");
        line(group.introduction().strip());
        line("");
        line("Measured " + results.measured(group) + ".");
        line("");
        for (Group.Part part : group.parts()) {
            for (Metric metric : Metric.values()) {
                List<String> works = results.works(group, metric).stream().filter(part.works()).toList();
                if (!works.isEmpty()) {
                    line("### " + metric.title() + part.heading());
                    line("");
                    figures(group, part, metric, works);
                    Optional<Chart> chart = Charts.of(results, group, part, metric);
                    chart.ifPresent(found -> line("![" + found.title() + "](" + found.file() + ")\n"));
                }
            }
        }
        if (group == Group.GROWTH) {
            for (Thing thing : Thing.values()) {
                GrowthChart.of(results, thing)
                        .ifPresent(found -> line("![" + found.title() + "](" + found.file() + ")\n"));
            }
        }
    }

    private void figures(Group group, Group.Part part, Metric metric, List<String> works) {
        List<String> peers = results.peers(group, metric).stream()
                .filter(peer -> works.stream().anyMatch(work -> results.spread(group, work, peer, metric).isPresent()))
                .toList();
        List<String> heads = new ArrayList<>(List.of("Work"));
        heads.addAll(peers);
        table(heads);
        for (String work : works) {
            List<String> cells = new ArrayList<>(List.of(part.shorten(work)));
            for (String peer : peers) {
                String figure = results.spread(group, work, peer, metric).map(Figure::of).orElse("–");
                String lead = peer.equals(Peer.NAGARE)
                        ? ""
                        : results.lead(group, work, peer, metric)
                                .map(ratio -> "<br>**" + Figure.of(ratio.median()) + "×**")
                                .orElse("");
                cells.add(figure + lead);
            }
            row(cells);
        }
        line("");
    }

    private void missing() {
        if (results.missing().isEmpty()) {
            return;
        }
        line("## Missing");
        line("");
        table(List.of("Group", "Work", "Peer", "Reason"));
        for (Missing what : results.missing()) {
            row(List.of(what.group().title(), what.work(), what.peer(), what.reason()));
        }
        line("");
    }

    private void table(List<String> heads) {
        row(heads);
        line("|" + " --- |".repeat(heads.size()));
    }

    private void row(List<String> cells) {
        line("| " + String.join(" | ", cells.stream().map(cell -> cell.replace("|", "\\|")).toList()) + " |");
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
