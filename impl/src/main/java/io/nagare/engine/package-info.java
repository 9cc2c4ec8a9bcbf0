/**
 * The engine: compiles programs of stages into subscribers on a strand, and implements the runtime that runs them.
 *
 * <p>Reading order: {@code Program} (what {@code Many} and {@code One} are here, and how they are compiled), {@code
 * StageSubscribers} and {@code Origins} (the class that implements each stage and origin). Then come the packages
 * {@code stage} and {@code origin} with one class for each, {@code strand} (how a subscription runs) and {@code
 * scheduler} (which thread runs it).
 */
@NullMarked
package io.nagare.engine;

import org.jspecify.annotations.NullMarked;
