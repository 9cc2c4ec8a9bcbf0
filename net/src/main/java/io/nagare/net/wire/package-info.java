/**
 * What carries the bytes of a connection. {@code Wire} is the contract; everything above it reads and writes without
 * knowing which wire it has.
 *
 * <p>{@code SocketWire} is a connected socket; {@code WatchedChannel} is what it has in common with other sockets, and
 * {@code LentSocket} the same socket while the system sends a file to it. {@code PipeWire} is an end of a pair in
 * memory, and {@code Pipe} one of its directions. {@code PrefixedWire} is a wire from which some bytes were read
 * already.
 */
@NullMarked
package io.nagare.net.wire;

import org.jspecify.annotations.NullMarked;
