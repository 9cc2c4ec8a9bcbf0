package io.nagare.bench.report;

/**
 * A work that could not be measured, or was left out.
 *
 * @param work a work, or the common part of several names
 */
record Missing(Group group, String work, String peer, String reason) {}
