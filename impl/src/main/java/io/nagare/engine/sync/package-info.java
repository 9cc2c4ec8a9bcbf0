/**
 * Semaphores and the locks that are built on them, notification, cancellation, and groups of tasks.
 *
 * <p>Reading order: {@code Waiter} (one waiting subscription) and {@code WaitLine} (the waiters in order), on which
 * everything here is built; {@code PermitQueue} (the semaphore of which locks are made); then one class for each type
 * of {@code io.nagare.sync}. Each has one lock, which is held for a few steps and never while foreign code is called.
 */
@NullMarked
package io.nagare.engine.sync;

import org.jspecify.annotations.NullMarked;
