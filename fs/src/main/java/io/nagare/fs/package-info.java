/**
 * Files as publishers. A file is read and written on threads that may block, several chunks at a time; a worker never waits for a disk.
 *
 * <p>Reading order: {@link io.nagare.fs.AsyncFile}; {@code FileReadSource} (one subscription, on its strand), {@code FileReadJob} and {@code OpenFile}
 * (what a blocking thread does for it), {@code ChunkQueue} (what goes from one to the other), {@code FileState} (who of the two closes the file);
 * {@code FileWriteSource}, {@code FileWriteJob} and {@code WrittenFile} (the same the other way round), {@code AtomicReplacement}; {@code FileWork},
 * {@code FileWorkSource} and {@code WorkBatch} (what is done from beginning to end at once).
 */
@NullMarked
package io.nagare.fs;

import org.jspecify.annotations.NullMarked;
