/**
 * What is behind a {@link io.nagare.net.TcpStream}: a socket, its state, and the subscriptions that use it. The two
 * directions may be on different strands.
 *
 * <p>Always holds: exactly one transition of the state tells its caller to close the connection.
 *
 * <p>Reading order: {@code Connection} (joins the parts), {@code ConnectionState} (the word that decides when it
 * closes), {@code Wire} (the socket, with what watches, counts and closes it); {@code ReadSource} and
 * {@code WriteSource} (a subscription each); {@code SocketTransfer} with {@code LentSocket} (a file that the system
 * sends itself); {@code Lingering} (the end: waits until the peer has ended too); {@code ConnectionFailures} (makes the
 * exceptions of the public package).
 */
@NullMarked
package io.nagare.net.connection;

import org.jspecify.annotations.NullMarked;
