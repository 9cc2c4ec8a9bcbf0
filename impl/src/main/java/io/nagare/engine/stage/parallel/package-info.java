/**
 * Stages with functions that run on several workers at the same time. The stage itself is called on its strand, as any
 * other. Between it and the other threads are only a {@code ClaimRing} and wakes.
 *
 * <p>Reading order: {@code MapParallelSubscriber} (lanes without strands, results in order), with
 * {@code io.nagare.engine.queue.ClaimRing}; {@code SpawnEachSubscriber} (a task for each item).
 */
@NullMarked
package io.nagare.engine.stage.parallel;

import org.jspecify.annotations.NullMarked;
