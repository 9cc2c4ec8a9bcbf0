/**
 * What all stages have in common: how they pass signals on, fail, end, and are named in traces. Each kind of stage has
 * a package below this one, with one class for each stage.
 *
 * <p>Single-threaded code: plain fields, direct calls, the protocol of {@link io.nagare.driver.StrandSubscriber}. No
 * atomics, no volatile fields, no locks: an architecture test keeps it so.
 *
 * <p>Reading order: {@code StageSubscriber}, {@code EndingSubscriber}, then any stage. {@code
 * io.nagare.engine.program.StageSubscribers} says which class implements which stage.
 */
@NullMarked
package io.nagare.engine.stage;

import org.jspecify.annotations.NullMarked;
