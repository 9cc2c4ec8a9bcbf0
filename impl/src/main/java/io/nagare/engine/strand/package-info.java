/**
 * The strand and its edges. Beside the scheduler's queues and the channels, only these classes know of more than one
 * thread.
 *
 * <p>Reading order: {@code StrandState} (the word that decides which thread runs a strand), {@code ScheduledStrand}
 * (how it runs), {@code Root} (the end of each strand). Then {@code Egress} and {@code Ingress} (the edges to foreign
 * subscribers and publishers), {@code TaskRoot} (the root of a spawned program).
 */
@NullMarked
package io.nagare.engine.strand;

import org.jspecify.annotations.NullMarked;
