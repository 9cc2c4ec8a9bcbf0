/**
 * Sends that wait until a channel has room for them. Each is one subscription, on its subscriber's strand. The channel
 * gives it room under the channel's lock, and then wakes it.
 *
 * <p>Reading order: {@code BoundedChannel} (what the channel does for a send), {@code WaitingSender} (the wait for
 * room), {@code SendOne} (one value), {@code SendAll} (all items of a publisher).
 */
@NullMarked
package io.nagare.engine.channel.send;

import org.jspecify.annotations.NullMarked;
