/**
 * TCP as publishers.
 *
 * <p>Reading order, which is the path of an echoed byte: {@link io.nagare.net.Tcp} opens a {@link
 * io.nagare.net.TcpListener} for a {@link io.nagare.net.Server}; {@code AcceptSource} turns its connections into {@link
 * io.nagare.net.TcpStream}s; {@code ReadSource} reads one, {@code WriteSource} writes one; {@code ConnectionScope} ends
 * one together with its handler; {@code ConnectionState} decides who closes it, {@code Wire} and {@code Lingering} do
 * it.
 */
@NullMarked
package io.nagare.net;

import org.jspecify.annotations.NullMarked;
