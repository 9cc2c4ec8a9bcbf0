/**
 * What carries the bytes of a connection. {@code Wire} is the contract; everything above it reads and writes without
 * knowing which wire it has. {@code SocketWire} is a connected socket, and {@code LentSocket} the same while the system
 * sends a file to it.
 */
@NullMarked
package io.nagare.net.wire;

import org.jspecify.annotations.NullMarked;
