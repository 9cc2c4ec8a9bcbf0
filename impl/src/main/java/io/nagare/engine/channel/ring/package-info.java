/**
 * The ring for several receivers, on which broadcasts and shared streams are built. Any thread may write. Each reader
 * reads on its own strand, at its own position.
 *
 * <p>Always holds: a value's place is written once, so a reader that finds a value has found the right one. Neither
 * writing nor reading takes a lock. Only a paced ring, which bounds the writer, counts room under its lock.
 *
 * <p>Reading order: {@code Ring} (writing, reading and pacing), {@code RingState} (the word that numbers the values,
 * and says when to wake readers), {@code RingCells} and {@code RingSegment} (the places of the values),
 * {@code RingReader} (one subscription), {@code RingReaders} (all of them, and which is the slowest), {@code WakeTask}
 * (wakes many readers, on several workers).
 */
@NullMarked
package io.nagare.engine.channel.ring;

import org.jspecify.annotations.NullMarked;
