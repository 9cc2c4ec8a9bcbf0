/**
 * One class for each origin. The code is single-threaded, as in {@code io.nagare.engine.stage}. An origin that waits
 * for the world does so with a {@link io.nagare.driver.Leaf}.
 *
 * <p>Reading order: {@code Origins} (which class implements which origin), {@code SynchronousSource} (the base of
 * sources that always have a next item), then any other. Origins that combine sources, subscribe again or hold a
 * resource have a package each below this one.
 */
@NullMarked
package io.nagare.engine.origin;

import org.jspecify.annotations.NullMarked;
