/**
 * Semaphore, mutex and read-write lock, and what their holders get. All three are the same queue of permits. Any thread
 * may call.
 *
 * <p>Always holds: released permits are put aside for the first in line, so no subscriber overtakes another.
 *
 * <p>Reading order: {@code PermitQueue} (the permits and the line), {@code FairPermits} with {@code HeldPermit} (the
 * semaphore); {@code Locked} (a value with its queue), {@code FairExclusive} (mutex) and {@code FairReadWrite}
 * (read-write lock). {@code HeldGuard}, {@code HeldReadGuard} and {@code HeldWriteGuard} are what holders of a value
 * get. {@code Holding} acquires, runs a stream and releases.
 */
@NullMarked
package io.nagare.engine.sync.lock;

import org.jspecify.annotations.NullMarked;
