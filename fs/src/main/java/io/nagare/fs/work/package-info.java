/**
 * Work on a thread that may block, and the strand that waits for it.
 *
 * <p>Always holds: a file belongs to the strand or to the blocking job, and one of them closes it, once.
 *
 * <p>Reading order, for work that is done from beginning to end at once: {@code FileWork} (the work),
 * {@code FileWorkSource} (one subscription to it), {@code WorkBatch} (many works in one job), {@code Stop} (nobody
 * waits any more). For work that is done piece by piece: {@code RepeatedJob} (the blocking side), {@code JobFile} (what
 * it works on), {@code FileState} (says which side owns the file), {@code EmittingSource} (the side of the strand).
 * {@code ProgressSource} and {@code ProgressMeter} tell how far a long work has come. {@code LoadedClasses} names the
 * classes that are loaded early.
 */
@NullMarked
package io.nagare.fs.work;

import org.jspecify.annotations.NullMarked;
