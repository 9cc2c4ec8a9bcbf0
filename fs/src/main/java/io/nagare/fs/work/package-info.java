/**
 * Work on a thread that may block, and the strand that waits for it. {@code FileWork} is done from beginning to end at
 * once. {@code FileState} is for jobs that run again and again, and says who owns their file.
 */
@NullMarked
package io.nagare.fs.work;

import org.jspecify.annotations.NullMarked;
