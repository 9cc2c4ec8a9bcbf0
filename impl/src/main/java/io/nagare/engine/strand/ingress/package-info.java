/**
 * The edge of a strand where items of a foreign publisher come in. The publisher may signal from any thread. All that
 * follows from a signal happens on the strand.
 *
 * <p>Always holds: no more is requested than downstream has asked for, nor more than the ring has room for. A publisher
 * that breaks a rule is cancelled, and the stream fails.
 *
 * <p>Reading order: {@code Inbox} (the ring and the demand, also for items of our own strands), {@code Ingress} (the
 * checks that a foreign publisher needs), {@code Violation} (the failure for each broken rule), {@code End}
 * (how the sender ended), {@code NoUpstream} (what remains after a cancellation).
 */
@NullMarked
package io.nagare.engine.strand.ingress;

import org.jspecify.annotations.NullMarked;
