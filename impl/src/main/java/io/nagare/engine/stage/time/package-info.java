/**
 * Stages that look at the clock: they delay, limit, sample and measure. Called on the strand. A time is that of the
 * runtime, which tests may simulate.
 *
 * <p>Reading order: {@code MeasureSubscriber} (only reads the clock), {@code DelayElementsSubscriber} (the simplest on
 * {@code TimerSubscriber} of the package above), {@code ThrottleSubscriber} (a token bucket), {@code SampleSubscriber}
 * (one item for each time), {@code TimeoutSubscriber} (three limits with one timer).
 */
@NullMarked
package io.nagare.engine.stage.time;

import org.jspecify.annotations.NullMarked;
