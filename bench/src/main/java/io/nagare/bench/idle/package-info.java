/**
 * Measures how much memory waiting tasks and subscriptions hold.
 *
 * <p>Reading order: {@code IdleMemory} (the command), {@code LiveHeap} (measures the heap), {@code IdleTasks} with
 * {@code NagareIdleTasks} and those of the other libraries, {@code Steps} (proves that each task had waited),
 * {@code IdleSubscriptions} on a {@code WaitingSource}.
 */
@NullMarked
package io.nagare.bench.idle;

import org.jspecify.annotations.NullMarked;
