/** One jar for all that is measured: {@code Bench} starts it. */
@NullMarked
package io.nagare.bench;

import org.jspecify.annotations.NullMarked;
