/** What waits, and how much memory it holds meanwhile. */
@NullMarked
package io.nagare.bench.idle;

import org.jspecify.annotations.NullMarked;
