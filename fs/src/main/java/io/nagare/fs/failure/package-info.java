/**
 * What goes wrong with a file: failures for which the JDK has no exception, and the words for all failures.
 *
 * <p>Reading order: {@code FileFailure} (makes the exception that callers see), {@code ReplacedException} (a path leads
 * to another file than before), {@code NotForcedException} (the operation is done, but a crash of the system may undo
 * it).
 */
@NullMarked
package io.nagare.fs.failure;

import org.jspecify.annotations.NullMarked;
