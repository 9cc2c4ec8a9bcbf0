/**
 * One class for each origin. The code is single-threaded, as in {@code io.nagare.engine.stage}. An origin that waits
 * for the world does so with a {@link io.nagare.driver.Leaf}.
 *
 * <p>Reading order: {@code Origins} (which class implements which origin). Then sources that always have a next item:
 * {@code SynchronousSource} (their base), {@code RangeSource}, {@code ListSource}, {@code IteratorSource}, and the
 * small {@code JustSource}, {@code SingleSource} and {@code NeverSubscription}; {@code GenerateSource} calls a user's
 * step. Then sources that wait: {@code DelaySource} and {@code IntervalSource} for the time,
 * {@code CompletionStageSource} and {@code BlockingSource} for another thread. The packages below: {@code combine}
 * (several sources), {@code again} (subscribing again), {@code resource} (a resource that is held).
 */
@NullMarked
package io.nagare.engine.origin;

import org.jspecify.annotations.NullMarked;
