/**
 * Channels between streams, in Tokio's vocabulary: values go in from any thread, and come out as publishers.
 *
 * <p>Conventions of all types here. Methods may be called by any thread, and from within a subscriber. <i>Null</i>
 * cannot be sent. A value that was refused still belongs to who tried to send it. <i>Thread</i>: signals come on the
 * strand of the subscription. <i>Cancellation</i> loses nothing: what a receiver has not taken stays, and a send that
 * is cancelled before it has completed has not sent. <i>Blocking</i>: {@link io.nagare.One#block()} is the form for
 * threads that may block, platform or virtual; it hands over to a worker and back, which takes some microseconds. In a
 * loop {@link io.nagare.channel.MpscSender#sendBlocking} and {@link io.nagare.Many#toIterable()} cost tens of
 * nanoseconds a value. All are refused on workers.
 */
@NullMarked
package io.nagare.channel;

import org.jspecify.annotations.NullMarked;
