/**
 * Values as bytes, for channels that reach other machines.
 *
 * <p>Reading order: {@link io.nagare.value.ValueCodec} (from a value to bytes and back), {@link
 * io.nagare.value.Undecodable} (what becomes of bytes that are no value), {@link
 * io.nagare.value.UndecodableValueException} (how a stream fails then).
 *
 * @since 0.1
 */
@NullMarked
package io.nagare.value;

import org.jspecify.annotations.NullMarked;
