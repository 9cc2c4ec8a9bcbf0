/**
 * Who runs a strand that is ready: workers that steal from each other and drive timers and readiness themselves, or one
 * borrowed thread.
 *
 * <p>Reading order: {@link io.nagare.engine.scheduler.Schedulable} (what is run) and {@link
 * io.nagare.engine.scheduler.Scheduler} (the seam); {@code Worker} (the loop) with its {@code LocalQueue}, {@code
 * RingHead} and {@code NextTaskSlot}; {@code InjectionQueue} (how tasks come from elsewhere); {@code IdleState} and
 * {@code Sleepers} (who sleeps, and who is woken); {@code Watchdog} (what a long task must not hold up); {@code
 * AbstractScheduler} and {@code LiveSet} (how it all ends); {@code CurrentThreadScheduler}, which is simpler.
 */
@NullMarked
package io.nagare.engine.scheduler;

import org.jspecify.annotations.NullMarked;
