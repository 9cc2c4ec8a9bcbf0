/**
 * How channels that reach other machines are made, without a word about a server. Not for programs: the modules for
 * NATS and Redis use it.
 *
 * <p>Reading order: a {@code Questions} has what was asked of the server, and an {@code AskSource} is one stream that
 * asks. An {@code Outbox} has what waits to be sent, and a {@code SendSource} is one stream that sends a value. A
 * {@code Receivers} has the subscriptions of a channel, and an {@code Ending} knows how far it has come to its end. A
 * {@code ChannelFacade} is what users see of a channel, and {@code ConnectionStates} what they see of the connection.
 *
 * @since 0.1
 */
@NullMarked
package io.nagare.channels.base;

import org.jspecify.annotations.NullMarked;
