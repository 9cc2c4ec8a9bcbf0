package io.nagare.bench.report;

/**
 * What could not be measured, or was left out.
 *
 * @param work one, or what several have in common
 */
record Missing(Group group, String work, String peer, String reason) {}
