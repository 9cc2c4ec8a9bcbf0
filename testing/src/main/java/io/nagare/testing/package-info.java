/**
 * The test kit for programs on Nagare, for any test framework. A failed check throws an {@link AssertionError} that
 * says what was expected and what happened.
 *
 * <p>Conventions of all types, unless one says otherwise: a null argument throws {@link NullPointerException} where a
 * value is needed. Waits end after a limit, which is 10 seconds by default. An interrupt ends an {@code await} call or
 * a race with an {@link AssertionError}, and the thread stays interrupted.
 *
 * <p>Reading order: {@link io.nagare.testing.TestSubscriber} (requests, records and checks),
 * {@link io.nagare.testing.TestPublisher} (emits what the test says), {@link io.nagare.testing.Violation} (the rules
 * that it may break); {@link io.nagare.testing.VirtualRuntime} (a runtime in virtual time);
 * {@link io.nagare.testing.Race} (actions at the same moment). Behind them are {@code TestSubscription} (one subscriber
 * of a test's publisher) and {@code Monitor} (state that a test waits for).
 */
@NullMarked
package io.nagare.testing;

import org.jspecify.annotations.NullMarked;
