/** The threads that may block. */
@NullMarked
package io.nagare.engine.blocking;

import org.jspecify.annotations.NullMarked;
