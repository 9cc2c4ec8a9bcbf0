/** Measures how much memory waiting tasks and subscriptions hold. */
@NullMarked
package io.nagare.bench.idle;

import org.jspecify.annotations.NullMarked;
