/**
 * Simulations as tests of JUnit 5.
 *
 * <p>Reading order: {@link io.nagare.testing.simulation.junit.SimulationTest}, {@code SimulationExtension}.
 */
@NullMarked
package io.nagare.testing.simulation.junit;

import org.jspecify.annotations.NullMarked;
