/**
 * Writing, copying and moving files. {@code FileWriteSource} is one subscription, on its strand; {@code FileWriteJob} and {@code WrittenFile} are what a
 * blocking thread does for it.
 */
@NullMarked
package io.nagare.fs.write;

import org.jspecify.annotations.NullMarked;
