package io.nagare.bench.report.result;

/**
 * One figure.
 *
 * @param round the number of the round, from 1; the peers' figures of a round were taken in turn
 */
public record Sample(Group group, String work, String peer, Metric metric, int round, double value) {}
