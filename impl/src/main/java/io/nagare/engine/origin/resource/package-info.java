/** Origins that open a resource for a stream and release it when the stream ends. */
@NullMarked
package io.nagare.engine.origin.resource;

import org.jspecify.annotations.NullMarked;
