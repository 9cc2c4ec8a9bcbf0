/** Measures how fast simulated histories are played: {@code SimulatedChat}. */
@NullMarked
package io.nagare.bench.simulation;

import org.jspecify.annotations.NullMarked;
