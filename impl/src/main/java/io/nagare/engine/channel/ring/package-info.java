/**
 * A ring that senders write and each receiver reads at its own position: the base of broadcasts and shared streams.
 */
@NullMarked
package io.nagare.engine.channel.ring;

import org.jspecify.annotations.NullMarked;
