/** Values of channels as JSON, by Jackson 3. */
@NullMarked
package io.nagare.jackson;

import org.jspecify.annotations.NullMarked;
