/**
 * What is behind a {@link io.nagare.net.Connection}: a wire, its state, and the subscriptions that use it. The two
 * directions may be on different strands.
 *
 * <p>Always holds: exactly one transition of the state tells its caller to close the connection.
 *
 * <p>Reading order: {@code Transport} (joins the parts), {@code ConnectionState} (the word that decides when it
 * closes); {@code ReadSource} and {@code WriteSource} (a subscription each); {@code SocketTransfer} (a file that the
 * system sends itself); {@code Lingering} (the end: waits until the peer has ended too); {@code WireExchange} (a
 * handshake that makes another wire); {@code ConnectionFailures} (makes the exceptions of the public package).
 */
@NullMarked
package io.nagare.net.transport;

import org.jspecify.annotations.NullMarked;
