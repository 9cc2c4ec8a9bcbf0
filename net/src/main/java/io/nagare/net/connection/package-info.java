/**
 * What is behind a {@link io.nagare.net.TcpStream}. {@code ReadSource} reads from it and {@code WriteSource} writes to it; {@code ConnectionState} decides who
 * closes it; {@code Wire} and {@code Lingering} do it.
 */
@NullMarked
package io.nagare.net.connection;

import org.jspecify.annotations.NullMarked;
