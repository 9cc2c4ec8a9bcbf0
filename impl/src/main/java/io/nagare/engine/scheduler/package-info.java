/**
 * The schedulers, which run ready strands: on workers that steal from each other and drive timers and readiness
 * themselves, on one borrowed thread, or step by step in tests.
 *
 * <p>Reading order: {@link io.nagare.engine.scheduler.base.Schedulable} (what is run) and {@link
 * io.nagare.engine.scheduler.base.Scheduler} (the seam). In {@code base} also {@code InjectionQueue} (how tasks come
 * from elsewhere), {@code AbstractScheduler} and {@code LiveSet} (closing). Then {@code stealing}: {@code Worker} (the
 * loop) with its {@code LocalQueue}, {@code RingHead} and {@code NextTaskSlot}; {@code IdleState} and {@code Sleepers}
 * (which workers sleep, and which is woken); {@code Watchdog} (against long tasks). {@code CurrentThreadScheduler} is
 * simpler.
 */
@NullMarked
package io.nagare.engine.scheduler;

import org.jspecify.annotations.NullMarked;
