/**
 * TCP as publishers.
 *
 * <p>Two internal packages are below this one. {@code connection} is what is behind a {@link io.nagare.net.TcpStream};
 * {@code socket} is what a socket needs before there is a connection.
 *
 * <p>Reading order, which is the path of an echoed byte: {@link io.nagare.net.Tcp} opens a
 * {@link io.nagare.net.TcpListener} for a {@link io.nagare.net.Server}; {@code AcceptSource} turns its connections into
 * {@link io.nagare.net.TcpStream}s, and {@code AcceptTurns} decides which subscriber accepts next; {@code Connection}
 * is what is behind a stream; {@code ReadSource} reads from it, {@code WriteSource} writes to it;
 * {@code ConnectionScope} ends it together with its handler; {@code ConnectionState} decides who closes it,
 * {@code Wire} and {@code Lingering} do it.
 */
@NullMarked
package io.nagare.net;

import org.jspecify.annotations.NullMarked;
