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
 *
 * <p>Reading order: {@link io.nagare.sync.Permits} with {@link io.nagare.sync.Permit} (a semaphore);
 * {@link io.nagare.sync.Exclusive} and {@link io.nagare.sync.ReadWrite} (locked values) with
 * {@link io.nagare.sync.ReadGuard}, {@link io.nagare.sync.Guard} and {@link io.nagare.sync.WriteGuard};
 * {@link io.nagare.sync.Notify}, {@link io.nagare.sync.Barrier} and {@link io.nagare.sync.OnceCell} (waiting for
 * others); {@link io.nagare.sync.CancellationToken}, {@link io.nagare.sync.Scope}, {@link io.nagare.sync.JoinSet} with
 * {@link io.nagare.sync.Joined}, and {@link io.nagare.sync.TaskTracker} (tasks that end together). Exceptions:
 * {@link io.nagare.sync.AlreadyReleasedException}, {@link io.nagare.sync.PermitsClosedException},
 * {@link io.nagare.sync.ScopeEndedException}. An engine implements {@link io.nagare.sync.SynchronizationEngine}, and
 * {@code SynchronizationEngines} finds it.
 */
@NullMarked
package io.nagare.sync;

import org.jspecify.annotations.NullMarked;
