/**
 * The scheduler with several workers, which steal work from each other. Only a worker puts tasks into its own queue and
 * its own slot. Other workers and the watchdog may take them out.
 *
 * <p>Always holds: while a ready task waits, a worker is awake or is being woken. Each ready task of a worker runs once
 * in a round.
 *
 * <p>Reading order: {@code WorkStealingScheduler} (where tasks come in), {@code Worker} (the loop) and {@code Turns}
 * (which task is next); {@code LocalQueue} with {@code RingHead} (a ring that others steal from), {@code NextTaskSlot}
 * (the task that runs next); {@code IdleState} and {@code Sleepers} (which workers sleep, and which is woken);
 * {@code Thief} and {@code RunCost} (what is worth stealing); {@code Polls} (also polls for busy workers);
 * {@code Watchdog} (against long tasks).
 */
@NullMarked
package io.nagare.engine.scheduler.stealing;

import org.jspecify.annotations.NullMarked;
