/**
 * Channels, which carry values from any thread or strand to the strands of their receivers. They deal with several
 * threads themselves, as the strand, the scheduler, the poll driver and the synchronizers do. The stages do not.
 *
 * <p>Reading order: {@code ring} (several receivers), then {@code broadcast} and {@code share}, which own a ring each;
 * {@code mpsc} (one receiver); {@code send} (sends that wait for room). In this package: {@code Channels} (makes them,
 * found as a service), {@code ValueWatch} and {@code SharedOneshot} (a word and a list of waiting leaves each),
 * {@code EmitterSource} (the source of {@code create}).
 */
@NullMarked
package io.nagare.engine.channel;

import org.jspecify.annotations.NullMarked;
