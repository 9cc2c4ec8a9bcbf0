/**
 * Notification, barriers, cells and trackers; locks and tasks have a package each below this one. All are built on
 * {@code io.nagare.engine.waiting}.
 *
 * <p>Each has one lock, which is held for a few steps and never while foreign code is called.
 *
 * <p>Reading order: {@code Synchronizers} (makes them all, found as a service); {@code FairNotify} and
 * {@code FairBarrier} (a line of waiters each, the simplest). Then the package {@code lock}, and after it
 * {@code FairOnceCell} (a value and one permit to set it) and {@code CountingTracker} (a count, and a gate that opens
 * at 0), which use classes of it. Then the package {@code scope} (tasks that end together).
 */
@NullMarked
package io.nagare.engine.sync;

import org.jspecify.annotations.NullMarked;
