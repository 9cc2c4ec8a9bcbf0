/**
 * The arguments with which functions of users emit items. {@link io.nagare.emit.Emitter} is for code that emits on its
 * own, from any thread. {@link io.nagare.emit.Output} is for a function that is called for each item or on demand.
 *
 * @since 0.1
 */
@NullMarked
package io.nagare.emit;

import org.jspecify.annotations.NullMarked;
