/**
 * Synchronization between streams, in Tokio's vocabulary. Where a thread would block, a stream subscribes to a
 * publisher.
 *
 * <p>Conventions of all types here:
 *
 * <ul>
 *   <li><i>Calls</i>: any thread may call a method, also from within a subscriber.
 *   <li><i>Waiting</i> is a publisher. It does nothing until it is subscribed, and takes nothing before there is
 *       demand. Subscribers wait in the order of their first demand, unless a method says otherwise.
 *   <li><i>Cancellation</i> loses nothing. What was meant for a subscriber that has cancelled goes to the next.
 *   <li><i>Thread</i>: signals come on the strand of the subscription.
 *   <li><i>Blocking</i>: threads that may block call {@link io.nagare.One#block()}. Workers may not.
 * </ul>
 */
@NullMarked
package io.nagare.sync;

import org.jspecify.annotations.NullMarked;
