/**
 * The schedulers, which run ready strands: on workers that steal from each other and drive timers and readiness
 * themselves, on one borrowed thread, or step by step in tests.
 *
 * <p>Reading order: the package {@code base} (what all schedulers have in common) and, in it, first {@code Schedulable}
 * (what is run) and {@code Scheduler} (the seam). Then {@code CurrentThreadScheduler}, the simplest. Then the package
 * {@code stealing} (the scheduler with several workers). {@code StepScheduler} with {@code StepTimers} and
 * {@code StepJob} simulates a scheduler in virtual time. {@code Schedulers} starts them and finds that of a thread;
 * {@code UnseenFailures} logs failures that reach no subscriber. {@code Preparation} is what the first start leaves for
 * later.
 */
@NullMarked
package io.nagare.engine.scheduler;

import org.jspecify.annotations.NullMarked;
