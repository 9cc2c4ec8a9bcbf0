/**
 * Channels between streams, in Tokio's vocabulary: values go in from any thread, and come out as publishers.
 *
 * <p>Conventions of all types here. Methods may be called by any thread, and from within a subscriber. <i>Null</i> cannot be sent.
 * A value that was refused still belongs to who tried to send it. <i>Thread</i>: signals come on the strand of the subscription.
 * <i>Cancellation</i> loses nothing: what a receiver has not taken stays, and a send that is cancelled before it has completed has
 * not sent. <i>Blocking</i>: {@link io.nagare.One#await()} and {@link io.nagare.Many#toIterable()} are the forms for threads that
 * may block; they are refused on workers.
 */
@NullMarked
package io.nagare.channel;

import org.jspecify.annotations.NullMarked;
