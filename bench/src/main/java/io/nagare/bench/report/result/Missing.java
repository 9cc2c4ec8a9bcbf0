package io.nagare.bench.report.result;

/**
 * A work that could not be measured, or was left out.
 *
 * @param work a work, or the common part of several names
 */
public record Missing(Group group, String work, String peer, String reason) {}
