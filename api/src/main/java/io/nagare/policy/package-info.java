/**
 * Options of operators and channels, as immutable values. Each option has a sensible default. A null where a value is
 * needed throws {@link java.lang.NullPointerException}. A value outside the stated range throws
 * {@link java.lang.IllegalArgumentException}.
 *
 * <p>Reading order: {@link io.nagare.policy.Overflow} (items without demand), as an example of them all. The others by
 * subject. Items that come too fast: {@link io.nagare.policy.Lag}, {@link io.nagare.policy.MissedTick}. Subscribing
 * again: {@link io.nagare.policy.Repeat}, {@link io.nagare.policy.Retry}. Sharing one subscription:
 * {@link io.nagare.policy.Sharing}, {@link io.nagare.policy.Memory}. Several streams: {@link io.nagare.policy.Flatten},
 * {@link io.nagare.policy.Grouping}. Time: {@link io.nagare.policy.TimeLimits}, {@link io.nagare.policy.TimeSource}.
 * Text: {@link io.nagare.policy.Decoding}, {@link io.nagare.policy.LineOptions},
 * {@link io.nagare.policy.LongLines}. Frames: {@link io.nagare.policy.LengthPrefix}. Resources:
 * {@link io.nagare.policy.Release}.
 */
@NullMarked
package io.nagare.policy;

import org.jspecify.annotations.NullMarked;
