/**
 * Channels that reach other machines, on Redis Streams.
 *
 * <p>Reading order: {@link io.nagare.redis.RedisChannels} (the connection and the entry), {@link
 * io.nagare.redis.RedisOptions}, {@link io.nagare.channels.ConnectionState}, {@link io.nagare.redis.RedisBroadcast}
 * with {@link io.nagare.redis.BroadcastSettings} and {@link io.nagare.redis.Start}, {@link io.nagare.redis.RedisQueue}
 * with {@link io.nagare.redis.QueueSettings} and {@link io.nagare.channels.Delivery}.
 *
 * <p>The package-private classes: a {@code Link} is two connections of Lettuce, from their beginning to their loss.
 * {@code Linking} makes one after the other. A {@code ChannelHandle} is what a program knows of a channel on the
 * server. Its {@code ChannelOutbox} sends, one {@code SendSource} for each send, and {@code ChannelEnd} closes the
 * channel. A {@code BroadcastReader} is one subscription; its {@code Ranging} reads. So is a {@code QueueReader}, which
 * takes. The {@code Script}s are what the server does in one step, {@code ChannelApi} runs them, and {@code Extent},
 * {@code Entry}, {@code Known} and {@code Replies} read the answers.
 *
 * @since 0.1
 */
@NullMarked
package io.nagare.redis;

import org.jspecify.annotations.NullMarked;
