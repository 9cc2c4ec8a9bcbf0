/** One jar with all measurements; {@code Bench} starts it. */
@NullMarked
package io.nagare.bench;

import org.jspecify.annotations.NullMarked;
