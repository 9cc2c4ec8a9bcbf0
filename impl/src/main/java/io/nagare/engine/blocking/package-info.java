/**
 * The threads that may block: for files, for name resolution, and for the users' own blocking calls.
 *
 * <p>Reading order: {@link io.nagare.engine.blocking.BlockingPool}; beside it {@code Job} and {@code BlockingThreads}.
 */
@NullMarked
package io.nagare.engine.blocking;

import org.jspecify.annotations.NullMarked;
