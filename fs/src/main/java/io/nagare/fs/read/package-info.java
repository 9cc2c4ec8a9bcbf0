/**
 * Reading a file. {@code FileReadSource} is one subscription, on its strand; {@code FileReadJob} and {@code OpenFile} are what a blocking thread does for
 * it; {@code ChunkQueue} is what goes from one to the other.
 */
@NullMarked
package io.nagare.fs.read;

import org.jspecify.annotations.NullMarked;
