/**
 * Channels that reach other machines, on NATS JetStream.
 *
 * <p>Reading order: {@link io.nagare.nats.NatsChannels} (the connection and the entry), {@link
 * io.nagare.nats.NatsOptions}, {@link io.nagare.channels.ConnectionState}, {@link io.nagare.nats.NatsBroadcast} with
 * {@link io.nagare.nats.BroadcastSettings} and {@link io.nagare.nats.Start}, {@link io.nagare.nats.NatsPacedBroadcast}
 * with {@link io.nagare.nats.PacedSettings}, {@link io.nagare.nats.NatsQueue} with {@link io.nagare.nats.QueueSettings}
 * and {@link io.nagare.channels.Delivery}, {@link io.nagare.nats.NatsWatch} with {@link io.nagare.nats.WatchSettings},
 * {@link io.nagare.nats.NatsRequests} with {@link io.nagare.nats.NatsRequest}.
 *
 * <p>The package-private classes: a {@code Link} is one connection of jnats, from its beginning to its loss. {@code
 * Linking} makes one after the other. A {@code StreamHandle} is what a channel knows of its stream on the server. Its
 * {@code StreamOutbox} sends, one {@code SendSource} for each send, and {@code StreamEnd} closes the channel. A {@code
 * Reader} is one subscription: a {@code BroadcastReader}, a {@code PacedReader} with its {@code Seat}, a {@code
 * QueueReader} or a {@code KeyReader}. Its {@code Pulling} makes consumers, and has a {@code Puller} for each. A {@code
 * StreamWatch} has a {@code KeyReader}, and a {@code KeyWrite} for each change. An {@code Asking} is one request, and a
 * {@code RequestReader} gets them. {@code StreamApi}, {@code StreamSettings}, {@code Extent} and {@code Replies} speak
 * the server's language.
 *
 * @since 0.1
 */
@NullMarked
package io.nagare.nats;

import org.jspecify.annotations.NullMarked;
