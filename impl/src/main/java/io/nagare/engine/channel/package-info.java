/**
 * Channels: where values pass from any thread, or from another strand, to the strands of their receivers. Beside the
 * strand and the scheduler, the only place that knows of more than one thread.
 *
 * <p>Reading order: {@code Ring} and {@code RingReader} (what goes to several receivers), with {@code BroadcastRing}
 * and {@code SharedConnection}, which own one; {@code MpscState} and {@code QueueMpsc} (what goes to one); {@code Turn}
 * (waiting for room) with {@code SendOne} and {@code SendAll}; {@code ValueWatch} and {@code SharedOneshot}, which are
 * a word and those who wait for it.
 */
@NullMarked
package io.nagare.engine.channel;

import org.jspecify.annotations.NullMarked;
