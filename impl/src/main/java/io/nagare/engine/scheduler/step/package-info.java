/**
 * Virtual time: schedulers without threads, which a test steps.
 *
 * <p>Reading order: {@code StepWorld} (time, what is ready, and what runs next), {@code StepScheduler} (the runtime of
 * one host) with its superclass {@code SteppedScheduler} (how a test drives it) and its {@code StepSurroundings} (the
 * simulated network, disk and programs), {@code StepTimers} (deadlines), {@code
 * StepClock} (a host's clock, which may be wrong), {@code StepJobs} and {@code StepJob} (blocking jobs).
 */
@NullMarked
package io.nagare.engine.scheduler.step;

import org.jspecify.annotations.NullMarked;
