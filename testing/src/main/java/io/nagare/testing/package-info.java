/**
 * The test kit for programs on Nagare, for any test framework. A failed check throws an {@link AssertionError} that
 * says what was expected and what happened.
 *
 * <p>Conventions of all types, unless one says otherwise: a null argument throws {@link NullPointerException} where a
 * value is needed. Waits end after a limit, which is 10 seconds by default. An interrupt ends an {@code await} call or
 * a race with an {@link AssertionError}, and the thread stays interrupted.
 */
@NullMarked
package io.nagare.testing;

import org.jspecify.annotations.NullMarked;
