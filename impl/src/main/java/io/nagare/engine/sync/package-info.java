/**
 * Semaphores and what is made of them, notification, cancellation, and tasks that are waited for together.
 *
 * <p>Reading order: {@code Waiter} (one subscription that waits) and {@code WaitLine} (who waits, in order), which
 * everything here stands on; {@code PermitQueue} (the semaphore that locks are made of); then the types of {@code
 * io.nagare.sync}, one a class. Each has one lock, held for a few steps and never while something of somebody else's is
 * called.
 */
@NullMarked
package io.nagare.engine.sync;

import org.jspecify.annotations.NullMarked;
