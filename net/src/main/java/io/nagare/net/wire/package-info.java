/**
 * What carries the bytes of a connection. {@code Wire} is the contract; everything above it reads and writes without
 * knowing which wire it has.
 */
@NullMarked
package io.nagare.net.wire;

import org.jspecify.annotations.NullMarked;
