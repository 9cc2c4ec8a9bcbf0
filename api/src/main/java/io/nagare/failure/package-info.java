/**
 * The exceptions of the language. All extend {@link io.nagare.failure.NagareException}, except {@link
 * io.nagare.failure.InvalidDemandException}, which rule 3.9 of Reactive Streams demands to be an {@link
 * IllegalArgumentException}.
 *
 * @since 0.1
 */
@NullMarked
package io.nagare.failure;

import org.jspecify.annotations.NullMarked;
