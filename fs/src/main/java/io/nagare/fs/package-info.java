/**
 * Files as publishers. A file is read and written on threads that may block, several chunks at a time; a worker never
 * waits for a disk.
 *
 * <p>The three classes here hold all operations. Their options, values and exception are in
 * {@link io.nagare.fs.contract}. All other packages of this module are internal. Each depends only on those above it:
 *
 * <ul>
 *   <li>{@code failure}: what goes wrong, in words;
 *   <li>{@code handle}: files, directories and locks that are held open;
 *   <li>{@code work}: work on a thread that may block, and the strand that waits for it;
 *   <li>{@code tree}: directories and trees, entry by entry;
 *   <li>{@code resource}: temporary files and locks, which are held while some work runs;
 *   <li>{@code read}, {@code write}, {@code watch}: one kind of operation each.
 * </ul>
 *
 * <p>Reading order: {@link io.nagare.fs.AsyncFile} ({@link io.nagare.fs.AsyncDirectory} and
 * {@link io.nagare.fs.AsyncPath} are built alike). Then reading: {@code FileReadSource} (one subscription, on its
 * strand), {@code FileReadJob} and {@code OpenFile} (what a blocking thread does for it), {@code ChunkQueue} (the
 * chunks on their way from the thread to the strand), {@code FileState} (says which of the two closes the file). Then
 * writing: {@code FileWriteSource}, {@code FileWriteJob} and {@code WrittenFile} (the same the other way round),
 * {@code AtomicReplacement}. Then work that is done from beginning to end at once: {@code FileWork},
 * {@code FileWorkSource}, {@code WorkBatch}.
 */
@NullMarked
package io.nagare.fs;

import org.jspecify.annotations.NullMarked;
