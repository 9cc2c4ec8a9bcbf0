package io.nagare.engine.ownership;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The faults, by seed. Each fault is printed at once, because it may come long after its pipeline, or before a hang.
 * Any thread may add one.
 */
final class Findings {

    private static final int PIPELINES = 20;
    private static final int FAULTS_OF_ONE = 6;

    private final Map<Long, List<String>> bySeed = new LinkedHashMap<>();

    synchronized void add(long seed, Draw draw, String fault) {
        List<String> faults = bySeed.computeIfAbsent(seed, first -> {
            System.out.println("seed " + seed + ": " + draw);
            return new ArrayList<>();
        });
        if (faults.size() < FAULTS_OF_ONE) {
            faults.add(fault);
            System.out.println("seed " + seed + ": " + fault);
        }
    }

    /** Adds a fault that belongs to no pipeline. */
    synchronized void add(String fault) {
        System.out.println(fault);
        bySeed.computeIfAbsent(-1L, first -> new ArrayList<>()).add(fault);
    }

    /** Whether so many pipelines have failed that the storm can stop. */
    synchronized boolean areEnough() {
        return bySeed.size() >= PIPELINES;
    }

    synchronized List<String> all() {
        List<String> all = new ArrayList<>();
        bySeed.forEach((seed, faults) -> all.add("seed " + seed + ": " + faults));
        return all;
    }
}
