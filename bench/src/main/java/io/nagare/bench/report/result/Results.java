package io.nagare.bench.report.result;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/** All figures in the order in which they were taken, and the missing works. Only one thread uses it. */
public final class Results {

    private static final String MEASURED = "measured: ";

    private final List<Sample> samples = new ArrayList<>();
    private final List<Missing> missing = new ArrayList<>();
    private final Map<String, String> facts = new LinkedHashMap<>();

    public void add(Sample sample) {
        samples.add(sample);
    }

    public void add(Missing what) {
        missing.add(what);
    }

    /** Adds a fact about the machine or the run. */
    public void fact(String name, String value) {
        facts.put(name, value);
    }

    /** Notes when and how a group was measured. */
    public void measured(Group group, String when) {
        facts.put(MEASURED + group.label(), when);
    }

    /** Returns when and how a group was measured; an empty text if that was not noted. */
    public String measured(Group group) {
        return facts.getOrDefault(MEASURED + group.label(), "");
    }

    /** Whether a fact is when and how a group was measured. */
    public static boolean isMeasured(String fact) {
        return fact.startsWith(MEASURED);
    }

    /** Forgets the works of a group that are measured again. */
    public void forget(Group group, Predicate<String> works) {
        samples.removeIf(sample -> sample.group() == group && works.test(sample.work()));
        missing.removeIf(what -> what.group() == group && works.test(what.work()));
    }

    public List<Sample> samples() {
        return List.copyOf(samples);
    }

    public List<Missing> missing() {
        return List.copyOf(missing);
    }

    public Map<String, String> facts() {
        return facts;
    }

    public boolean has(Group group) {
        return samples.stream().anyMatch(sample -> sample.group() == group)
                || missing.stream().anyMatch(what -> what.group() == group);
    }

    public boolean isMissing(Group group, String work, String peer) {
        return missing.stream()
                .anyMatch(what -> what.group() == group
                        && what.work().equals(work)
                        && what.peer().equals(peer));
    }

    /** The works of a group that have a figure of this kind. */
    public List<String> works(Group group, Metric metric) {
        return samples.stream()
                .filter(sample -> sample.group() == group && sample.metric() == metric)
                .map(Sample::work)
                .distinct()
                .toList();
    }

    /** The peers that have a figure of this kind for any of the works, Nagare first. */
    public List<String> peers(Group group, Metric metric) {
        return samples.stream()
                .filter(sample -> sample.group() == group && sample.metric() == metric)
                .map(Sample::peer)
                .distinct()
                .sorted((one, other) -> Boolean.compare(other.equals(Peer.NAGARE), one.equals(Peer.NAGARE)))
                .toList();
    }

    public Optional<Spread> spread(Group group, String work, String peer, Metric metric) {
        return spread(rounds(group, work, peer, metric).values());
    }

    /** How many times as good Nagare was, round by round. Empty if no round has figures of both. */
    public Optional<Spread> lead(Group group, String work, String peer, Metric metric) {
        Map<Integer, Double> ours = rounds(group, work, Peer.NAGARE, metric);
        Map<Integer, Double> theirs = rounds(group, work, peer, metric);
        theirs.keySet().retainAll(ours.keySet());
        theirs.replaceAll((round, value) -> metric.lead(ours.getOrDefault(round, value), value));
        return spread(theirs.values());
    }

    private static Optional<Spread> spread(Iterable<Double> values) {
        List<Double> all = new ArrayList<>();
        values.forEach(all::add);
        return all.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        Spread.of(all.stream().mapToDouble(Double::doubleValue).toArray()));
    }

    private Map<Integer, Double> rounds(Group group, String work, String peer, Metric metric) {
        Map<Integer, Double> rounds = new TreeMap<>();
        for (Sample sample : samples) {
            if (sample.group() == group
                    && sample.metric() == metric
                    && sample.work().equals(work)
                    && sample.peer().equals(peer)) {
                rounds.put(sample.round(), sample.value());
            }
        }
        return rounds;
    }
}
