/**
 * Shorter ways to run a program than it is written: a stage takes items from a simple publisher without a subscription.
 * All code here runs on the strand of the stage that asks.
 *
 * <p>Reading order: {@code Fusion} (all the rules, each with its reason), {@code Pull} (a source that is asked for
 * items). Its kinds are {@code RangePull}, {@code IteratorPull}, and {@code Computation} (a constant or a callable
 * behind maps and filters). {@code StreamElements} is the iterator for Java streams.
 */
@NullMarked
package io.nagare.engine.fusion;

import org.jspecify.annotations.NullMarked;
