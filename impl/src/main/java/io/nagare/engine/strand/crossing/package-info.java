/**
 * The edges of a strand: where items leave it for a foreign subscriber or for another strand, and where items of
 * another strand come in. Signals are sent on the strand. Only demand, cancellation and waking may come from other
 * threads.
 *
 * <p>Reading order: {@code Egress} (serves a foreign subscriber by the rules of Reactive Streams), {@code TaskRoot}
 * (the root of a spawned program, which keeps the result); {@code Crossing} (joins two strands), {@code Arrival} (takes
 * what the other strand sends) and its upstream {@code Departure}; {@code Branch} (a window or a group, which begins in
 * the middle of a strand). {@code Arrival} is an {@code Inbox} of the package {@code ingress}: read that first.
 */
@NullMarked
package io.nagare.engine.strand.crossing;

import org.jspecify.annotations.NullMarked;
