/**
 * Channels, which carry values from any thread or strand to the strands of their receivers. Besides the strand and the
 * scheduler, this is the only part that deals with several threads.
 *
 * <p>Reading order: {@code Ring} and {@code RingReader} (several receivers), with {@code BroadcastRing} and
 * {@code SharedConnection}, which own a ring; {@code MpscState} and {@code QueueMpsc} (one receiver); {@code Turn}
 * (waiting for room) with {@code SendOne} and {@code SendAll}; {@code ValueWatch} and {@code SharedOneshot}, which are
 * a word and a list of waiting leaves.
 */
@NullMarked
package io.nagare.engine.channel;

import org.jspecify.annotations.NullMarked;
