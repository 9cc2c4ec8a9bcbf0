/**
 * Options of operators and channels, as immutable values. Each option has a sensible default. A null where a value is
 * needed throws {@link java.lang.NullPointerException}. A value outside the stated range throws {@link
 * java.lang.IllegalArgumentException}.
 */
@NullMarked
package io.nagare.policy;

import org.jspecify.annotations.NullMarked;
