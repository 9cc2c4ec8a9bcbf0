/**
 * The scheduler, which runs ready strands: on workers that steal from each other and drive timers and readiness
 * themselves, or on one borrowed thread.
 *
 * <p>Reading order: {@link io.nagare.engine.scheduler.Schedulable} (what is run) and
 * {@link io.nagare.engine.scheduler.Scheduler} (the seam); {@code Worker} (the loop) with its {@code LocalQueue},
 * {@code RingHead} and {@code NextTaskSlot}; {@code InjectionQueue} (how tasks come from elsewhere); {@code IdleState}
 * and {@code Sleepers} (which workers sleep, and which is woken); {@code Watchdog} (against long tasks);
 * {@code AbstractScheduler} and {@code LiveSet} (closing); {@code CurrentThreadScheduler}, which is simpler.
 */
@NullMarked
package io.nagare.engine.scheduler;

import org.jspecify.annotations.NullMarked;
