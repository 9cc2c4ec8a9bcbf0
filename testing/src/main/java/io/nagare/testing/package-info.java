/**
 * What tests of programs on Nagare are written with, under any test framework: what fails throws an {@link
 * AssertionError} that says what was expected and what happened.
 */
@NullMarked
package io.nagare.testing;

import org.jspecify.annotations.NullMarked;
