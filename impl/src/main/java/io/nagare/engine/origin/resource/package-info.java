/**
 * Origins that open a resource for a stream and release it when the stream ends. Called on the strand.
 *
 * <p>Always holds: a resource that was opened is released once, however the stream ends.
 *
 * <p>Reading order: {@code UsingSource} (opened and released by functions), {@code UsingWhenSource} (opened and
 * released by publishers).
 */
@NullMarked
package io.nagare.engine.origin.resource;

import org.jspecify.annotations.NullMarked;
