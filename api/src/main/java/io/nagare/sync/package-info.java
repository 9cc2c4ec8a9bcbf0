/**
 * Synchronisation between streams, in Tokio's vocabulary: what a thread would wait for by blocking, a stream waits for
 * as a publisher.
 *
 * <p>Conventions of all types here. Methods may be called by any thread, and from within a subscriber. <i>Waiting</i>
 * is a publisher that does nothing until it is subscribed, and takes nothing before there is demand; who must wait does
 * so in the order of the demand. <i>Cancellation</i> loses nothing: what was meant for a subscriber that has cancelled
 * goes to the next. <i>Thread</i>: signals come on the strand of the subscription. <i>Blocking</i>: {@link
 * io.nagare.One#block()} is the form for threads that may block; it is refused on workers.
 */
@NullMarked
package io.nagare.sync;

import org.jspecify.annotations.NullMarked;
