/**
 * Work on a thread that may block, and the strand that waits for it. {@code FileWork} is done from beginning to end at
 * once. {@code RepeatedJob} runs again and again, and {@code FileState} says who owns its file.
 */
@NullMarked
package io.nagare.fs.work;

import org.jspecify.annotations.NullMarked;
