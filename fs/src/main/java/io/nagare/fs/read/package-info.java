/**
 * Reading a file: as chunks, as it grows, whole, or from the disk straight to a socket. A class that is named a source
 * runs on its subscriber's strand, a class that is named a job on a blocking thread.
 *
 * <p>Reading order: {@code FileReadSource} (one subscription), {@code FileReadJob} and {@code OpenFile} (what a
 * blocking thread does for it), {@code ChunkQueue} (the chunks on their way between the two). For a file that is
 * followed: {@code FollowedFile}, {@code ChunkPlace} and {@code FollowedChunks} (which adds to each chunk its place).
 * For a file that is sent to a socket: {@code FileTransferSource} and {@code FileTransferJob}. {@code WholeFile} reads
 * a file into one array.
 */
@NullMarked
package io.nagare.fs.read;

import org.jspecify.annotations.NullMarked;
