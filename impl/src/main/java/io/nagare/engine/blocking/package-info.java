/**
 * The threads that may block: for files, for name resolution, and for the users' own blocking calls. Any thread may
 * hand in a job.
 *
 * <p>Reading order: {@code BlockingPool} (the queue of jobs, and when a thread starts or ends), {@code Job} (one job,
 * and which thread may use it), {@code BlockingThreads} (makes the threads).
 */
@NullMarked
package io.nagare.engine.blocking;

import org.jspecify.annotations.NullMarked;
