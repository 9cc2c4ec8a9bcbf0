/**
 * The timer wheel: which timers are due at a given time. Single-threaded data structures; who may touch them, and when,
 * is decided by {@link io.nagare.engine.poll}.
 *
 * <p>Reading order: {@link io.nagare.engine.timer.TimerEntry}, {@link io.nagare.engine.timer.TimerWheel}.
 */
@NullMarked
package io.nagare.engine.timer;

import org.jspecify.annotations.NullMarked;
