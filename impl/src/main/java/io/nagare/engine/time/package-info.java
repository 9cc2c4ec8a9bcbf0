/**
 * The system's clocks and random numbers, behind seams: a simulation may take their place. Any thread may call.
 *
 * <p>Reading order: {@code SystemTimeSource} (no other class of the engine reads a clock), {@code SystemRandomness}
 * (the same for random numbers). {@code Durations} converts a user's durations to nanoseconds, with their bounds.
 */
@NullMarked
package io.nagare.engine.time;

import org.jspecify.annotations.NullMarked;
