/**
 * What all stages have in common: how they pass signals on, fail, end, and are named in traces. Each kind of stage has
 * a package below this one, with one class for each stage.
 *
 * <p>Single-threaded code: plain fields, direct calls, the protocol of {@link io.nagare.driver.StrandSubscriber}. No
 * atomics, no volatile fields, no locks: an architecture test keeps it so.
 *
 * <p>Reading order: {@code StageSubscriber} (passes signals on) and {@code EndingSubscriber} (remembers its end);
 * {@code MapSubscriber}, {@code FilterSubscriber} and {@code TakeSubscriber} of {@code transform} as examples. Then the
 * other bases: {@code TimerSubscriber}, {@code Continuation} (one stream after another), {@code EndedSubscription},
 * {@code DelayedFailure}; {@code NamedSubscriber} and {@code StageTraces} (where a failure came
 * from); {@code CompiledStage} (what the compiler makes). {@code StageSubscribers} in {@code io.nagare.engine.program}
 * says which class implements which stage.
 *
 * <p>The packages below: {@code transform} (item by item), {@code combine} (with a second publisher), {@code demand}
 * (rates and overflow), {@code time}, {@code window} (lists, windows, groups), {@code flatten} (a publisher for each
 * item), {@code parallel} (on several workers).
 */
@NullMarked
package io.nagare.engine.stage;

import org.jspecify.annotations.NullMarked;
