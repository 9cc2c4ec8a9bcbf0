/**
 * The strand. Beside the scheduler's queues and the channels, only the classes here and in the packages below know of
 * more than one thread.
 *
 * <p>Reading order: {@code StrandState} (the word that decides which thread runs a strand), {@code ScheduledStrand}
 * (how it runs), {@code Root} (the end of each strand). Then {@code crossing.Egress} and {@code ingress.Ingress} (the
 * edges to foreign subscribers and publishers), {@code crossing.TaskRoot} (the root of a spawned program).
 */
@NullMarked
package io.nagare.engine.strand;

import org.jspecify.annotations.NullMarked;
