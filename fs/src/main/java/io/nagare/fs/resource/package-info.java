/**
 * What exists while some work runs, and is removed or given back after it, at the latest when the process ends.
 *
 * <p>Always holds: a resource that was taken is released once. {@code UsingSource} runs on its subscriber's strand. The
 * resources themselves may block.
 *
 * <p>Reading order: {@code UsingSource} (takes, uses and releases), {@code ResourceJob} (its blocking side),
 * {@code Resource} (what is taken and released); {@code TemporaryPath} and {@code LockedFile} (the two kinds);
 * {@code Leftovers} (what is deleted when the process ends).
 */
@NullMarked
package io.nagare.fs.resource;

import org.jspecify.annotations.NullMarked;
