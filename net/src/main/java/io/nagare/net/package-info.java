/**
 * TCP as publishers.
 *
 * <p>Reading order, which is the path of an echoed byte: {@link io.nagare.net.Tcp} opens a {@link io.nagare.net.TcpListener};
 * {@code AcceptSource} turns its connections into {@link io.nagare.net.TcpStream}s; {@code ReadSource} reads one, {@code WriteSource}
 * writes one; {@code ConnectionState} decides who closes it.
 */
@NullMarked
package io.nagare.net;

import org.jspecify.annotations.NullMarked;
