/**
 * The engine: compiles programs of stages into subscribers on a strand, and implements the runtime that runs them.
 *
 * <p>Reading order: {@code program} ({@code Many} and {@code One} here, how they are compiled, and the class that
 * implements each stage). Then {@code origin} and the packages below {@code stage}, with one class for each. Then
 * {@code strand} (how a subscription runs), {@code strand.crossing} (how items leave and enter it) and {@code
 * scheduler} (which thread runs it). {@code waiting} and {@code queue} serve all of them.
 */
@NullMarked
package io.nagare.engine;

import org.jspecify.annotations.NullMarked;
