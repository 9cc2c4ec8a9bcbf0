/**
 * One class for each stage, named after it. The code is single-threaded: plain fields, direct calls, and the protocol
 * of {@link io.nagare.driver.StrandSubscriber}. An architecture test checks that it has no atomics, volatile fields or
 * locks.
 *
 * <p>Reading order: {@code StageSubscribers} (which class implements which stage), {@code StageSubscriber} (their
 * common base), then any other.
 */
@NullMarked
package io.nagare.engine.stage;

import org.jspecify.annotations.NullMarked;
