/**
 * One class for each origin. Single-threaded code as in {@code io.nagare.engine.stage}: an origin that waits for the
 * world does so through a {@link io.nagare.driver.Leaf}.
 *
 * <p>Reading order: {@code Origins} (which class does what), {@code SynchronousSource} (what those share that always
 * have their next item at hand), then any.
 */
@NullMarked
package io.nagare.engine.origin;

import org.jspecify.annotations.NullMarked;
