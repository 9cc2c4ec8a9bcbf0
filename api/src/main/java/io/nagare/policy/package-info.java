/**
 * Option values: how operators and channels behave where users need a choice. Immutable; each has a sensible default.
 */
@NullMarked
package io.nagare.policy;

import org.jspecify.annotations.NullMarked;
