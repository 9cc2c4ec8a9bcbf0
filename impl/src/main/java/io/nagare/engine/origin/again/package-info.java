/**
 * Origins that subscribe to a source again after it has ended. Called on the strand.
 *
 * <p>Reading order: {@code AgainSource} (the loop, and the demand that goes on to the next subscription),
 * {@code RepeatSource} (after a completion), {@code RetrySource} (after a failure). {@code AgainSource} joins its
 * subscriptions by a {@code Continuation} of {@code io.nagare.engine.stage}.
 */
@NullMarked
package io.nagare.engine.origin.again;

import org.jspecify.annotations.NullMarked;
