/**
 * What all schedulers have in common: what they run, what they keep alive, and how they close.
 *
 * <p>Always holds: a schedulable is in one queue at most, and one thread at most runs it. What is scheduled is run,
 * also when the scheduler is closing.
 *
 * <p>Reading order: {@code Schedulable} (what is run) and {@code Scheduler} (the seam); {@code InjectionQueue} (tasks
 * that come from other threads); {@code AbstractScheduler} (closing) with {@code LiveSet} and its {@code LiveShard}s
 * (what closing must end), {@code OpenResources} (what it must close) and {@code InlineRuns} (what is run after it).
 * The rest is small: {@code CallerDriven} (a scheduler without threads of its own), {@code SchedulerThread},
 * {@code SchedulerSettings}, {@code Counters}, {@code Patience} (whether to look once more before sleeping),
 * {@code PaddedCell}, {@code Randomness} and {@code XorShift} (where to steal first).
 */
@NullMarked
package io.nagare.engine.scheduler.base;

import org.jspecify.annotations.NullMarked;
