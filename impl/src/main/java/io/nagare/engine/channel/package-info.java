/**
 * Channels, which carry values from any thread or strand to the strands of their receivers. Besides the strand and the
 * scheduler, this is the only part that deals with several threads.
 *
 * <p>Reading order: {@code ring} (several receivers), with {@code broadcast} and {@code share}, whose classes own a
 * ring; {@code mpsc} (one receiver); {@code send} (sends that wait for room). {@code ValueWatch} and {@code
 * SharedOneshot} are a word and a list of waiting leaves each.
 */
@NullMarked
package io.nagare.engine.channel;

import org.jspecify.annotations.NullMarked;
