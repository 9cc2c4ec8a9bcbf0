/**
 * The arguments with which functions of users emit items.
 *
 * <p>Reading order: {@link io.nagare.emit.Emitter} (for code that emits on its own, from any thread);
 * {@link io.nagare.emit.Output} (for a function that is called for each item or on demand) and
 * {@link io.nagare.emit.Step} (such a function).
 *
 * @since 0.1
 */
@NullMarked
package io.nagare.emit;

import org.jspecify.annotations.NullMarked;
