/**
 * Work on a thread that may block, and the strand that waits for it. {@code FileWork} is done from beginning to end at once, {@code FileState} says who has
 * the file of work that goes to and fro.
 */
@NullMarked
package io.nagare.fs.work;

import org.jspecify.annotations.NullMarked;
