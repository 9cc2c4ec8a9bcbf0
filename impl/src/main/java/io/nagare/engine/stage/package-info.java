/**
 * One class for each stage, named after it. Single-threaded code: plain fields, direct calls, the protocol of {@link
 * io.nagare.driver.StrandSubscriber}. No atomics, no volatile fields, no locks: an architecture test keeps it so.
 *
 * <p>Reading order: {@code StageSubscribers} (which class does what), {@code StageSubscriber} (what they share), then
 * any.
 */
@NullMarked
package io.nagare.engine.stage;

import org.jspecify.annotations.NullMarked;
