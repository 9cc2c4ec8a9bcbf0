/**
 * Pipes to and from a child process, without a thread for each.
 *
 * <p>Reading order: {@code ChildPipe} (a pipe, and how a child gets its end), {@code PipeNumbers} (which number the
 * system has given to a pipe), {@code PipePump} (the thread that a pipe needs where the number cannot be found),
 * {@code PipeEnd} (our end, with the poller that watches it), {@code PipeReadSource} and {@code PipeWriteSource} (one
 * subscription each).
 */
@NullMarked
package io.nagare.process.pipe;

import org.jspecify.annotations.NullMarked;
