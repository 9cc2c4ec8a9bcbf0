/**
 * Streams that share one subscription to their source. The source's items go into a ring, and each subscriber reads the
 * ring on its own strand.
 *
 * <p>Reading order: {@code SharedSource} (when to connect, and when to begin a new connection),
 * {@code SharedConnection} (one subscription to the source and its ring), {@code Grace} (how long a connection without
 * subscribers is kept), {@code PublishedSource} (sharing inside one pipeline), {@code Refusal} (a subscriber that
 * cannot be served).
 */
@NullMarked
package io.nagare.engine.channel.share;

import org.jspecify.annotations.NullMarked;
