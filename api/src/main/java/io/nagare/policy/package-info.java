/**
 * Options of operators and channels, as immutable values. Each option has a sensible default. A constructor or method
 * that is given a null or a value outside the stated range throws {@link java.lang.NullPointerException} or {@link
 * java.lang.IllegalArgumentException}.
 */
@NullMarked
package io.nagare.policy;

import org.jspecify.annotations.NullMarked;
