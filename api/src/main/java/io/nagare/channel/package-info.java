/**
 * Channels between streams, in Tokio's vocabulary: values go in from any thread and come out as publishers.
 *
 * <p>Conventions of all types here:
 *
 * <ul>
 *   <li><i>Calls</i>: any thread may call a method, also from within a subscriber.
 *   <li><i>Values</i>: null cannot be sent; it throws {@link java.lang.NullPointerException}. A value that was refused
 *       still belongs to the caller.
 *   <li><i>Thread</i>: signals come on the strand of the subscription.
 *   <li><i>Cancellation</i> loses nothing. A value that a receiver has not taken stays in the channel. A send that is
 *       cancelled before it completes has not sent.
 *   <li><i>Blocking</i>: threads that may block, platform or virtual, call {@link io.nagare.One#block()}. Each call
 *       hands over to a worker and back. In a loop, {@link io.nagare.channel.MpscSender#sendBlocking} and {@link
 *       io.nagare.Many#toIterable()} cost far less for each value. On a worker, none of the three may wait.
 * </ul>
 */
@NullMarked
package io.nagare.channel;

import org.jspecify.annotations.NullMarked;
