/**
 * Writing, copying and moving files. {@code FileWriteSource} runs on its subscriber's strand; all else may block.
 *
 * <p>Reading order: {@code FileWriteSource} (one subscription, which gathers the items), {@code FileWriteJob} and
 * {@code WrittenFile} (what a blocking thread does for it); {@code AtomicReplacement} (a new file takes the place of
 * the old one in one step) with {@code NewFile} (the new one while it is filled); {@code FileCopy} (copies and moves).
 */
@NullMarked
package io.nagare.fs.write;

import org.jspecify.annotations.NullMarked;
