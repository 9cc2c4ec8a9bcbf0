/**
 * The timer wheel, which finds the timers that are due at a given time. Its classes are single-threaded. The package
 * {@code io.nagare.engine.poll} decides which thread may use them, and when.
 *
 * <p>Reading order: {@code TimerEntry} (a timer and its place), {@code TimerWheel} (files, moves and takes out timers).
 */
@NullMarked
package io.nagare.engine.timer;

import org.jspecify.annotations.NullMarked;
