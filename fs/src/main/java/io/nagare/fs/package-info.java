/**
 * Files as publishers. A file is read on threads that may block, several chunks at a time; a worker never waits for a disk.
 *
 * <p>Reading order: {@link io.nagare.fs.AsyncFile}, {@code FileReadSource} (one subscription, on its strand), {@code FileReadJob} and {@code OpenFile}
 * (what a blocking thread does for it), {@code ChunkQueue} (what goes from one to the other), {@code FileReadState} (who of the two closes the
 * file).
 */
@NullMarked
package io.nagare.fs;

import org.jspecify.annotations.NullMarked;
