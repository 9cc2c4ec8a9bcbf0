package io.nagare.bench.report;

/**
 * One figure.
 *
 * @param round counts from 1; figures of the same round were taken in turn
 */
record Sample(Group group, String work, String peer, Metric metric, int round, double value) {}
