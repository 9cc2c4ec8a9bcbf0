/** Locks, semaphores and what their holders get. */
@NullMarked
package io.nagare.engine.sync.lock;

import org.jspecify.annotations.NullMarked;
