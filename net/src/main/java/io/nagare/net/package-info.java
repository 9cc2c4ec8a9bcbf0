/**
 * TCP as publishers.
 *
 * <p>Three internal packages are below this one. {@code transport} is what is behind a
 * {@link io.nagare.net.Connection}; {@code wire} is what carries its bytes; {@code socket} is what a socket needs
 * before there is a connection.
 *
 * <p>Reading order, which is the path of an echoed byte: {@link io.nagare.net.Tcp} opens a
 * {@link io.nagare.net.Listener} through a {@code ListenSource}, for a {@link io.nagare.net.Server};
 * {@code AcceptSource} turns its connections into {@link io.nagare.net.Connection}s, and {@code AcceptTurns} decides
 * which subscriber accepts next; {@code Transport} is what is behind a connection; {@code ReadSource} reads from it,
 * {@code WriteSource} writes to it; {@code ConnectionScope} ends it together with its handler, as a {@code ServedScope}
 * or a {@code ConnectedScope}; {@code ConnectionState} decides when it closes; {@code SocketWire} and {@code Lingering}
 * close it.
 *
 * <p>On the other side, {@code ConnectSource} connects, and {@code ConnectionHandover} resets what was given up on its
 * way. The options are {@link io.nagare.net.ServeOptions}, {@link io.nagare.net.ListenOptions} and
 * {@link io.nagare.net.ConnectionOptions}. The exceptions are {@link io.nagare.net.ListenFailedException},
 * {@link io.nagare.net.ConnectFailedException} and {@link io.nagare.net.ConnectionFailedException}.
 */
@NullMarked
package io.nagare.net;

import org.jspecify.annotations.NullMarked;
