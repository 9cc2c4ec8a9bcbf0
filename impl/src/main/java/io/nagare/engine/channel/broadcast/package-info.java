/**
 * The two broadcasts: one overwrites what slow receivers have not read, the other makes senders wait. Any thread may
 * call them.
 *
 * <p>Reading order: {@code BroadcastRing} (what both have in common: a ring, and its end), {@code RingBroadcast}
 * (overwrites), {@code PacedRingBroadcast} (makes senders wait in line).
 */
@NullMarked
package io.nagare.engine.channel.broadcast;

import org.jspecify.annotations.NullMarked;
