/**
 * Streams to and from Mutiny, with their context, and an executor on a runtime: {@link io.nagare.mutiny.MutinyNagare}.
 */
@NullMarked
package io.nagare.mutiny;

import org.jspecify.annotations.NullMarked;
