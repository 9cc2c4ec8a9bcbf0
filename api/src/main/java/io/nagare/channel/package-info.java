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
 *
 * <p>Reading order: {@link io.nagare.channel.Oneshot} and {@link io.nagare.channel.Watch} (one value);
 * {@link io.nagare.channel.Mpsc} with {@link io.nagare.channel.MpscSender} and {@link io.nagare.channel.MpscSlot} (one
 * receiver); {@link io.nagare.channel.Multicast} with {@link io.nagare.channel.Broadcast} and
 * {@link io.nagare.channel.PacedBroadcast} (several subscribers); {@link io.nagare.channel.SendResult},
 * {@link io.nagare.channel.ChannelClosedException} and {@link io.nagare.channel.ReceiverTakenException} (how a call
 * ends). An engine implements {@link io.nagare.channel.ChannelEngine}, and {@code ChannelEngines} finds it.
 */
@NullMarked
package io.nagare.channel;

import org.jspecify.annotations.NullMarked;
