/**
 * The timer wheel, which finds the timers that are due at a given time. Its classes are single-threaded. The package
 * {@link io.nagare.engine.poll} decides which thread may use them, and when.
 *
 * <p>Reading order: {@link io.nagare.engine.timer.TimerEntry}, {@link io.nagare.engine.timer.TimerWheel}.
 */
@NullMarked
package io.nagare.engine.timer;

import org.jspecify.annotations.NullMarked;
