/**
 * The strand and its edges: the only classes, beside the scheduler's queues and the channels, that know of more than
 * one thread.
 *
 * <p>Reading order: {@code StrandState} (the word that decides who runs a strand), {@code ScheduledStrand} (how it
 * runs), {@code Root} (what stands at the end of each strand), {@code Egress} and {@code Ingress} (where foreign
 * subscribers and publishers touch it), {@code TaskRoot} (what is spawned).
 */
@NullMarked
package io.nagare.engine.strand;

import org.jspecify.annotations.NullMarked;
