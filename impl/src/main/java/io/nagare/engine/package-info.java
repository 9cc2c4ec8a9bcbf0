/**
 * The engine: it compiles programs of stages into subscribers on a strand, and is the runtime that runs them.
 *
 * <p>Reading order: {@code Program} (what {@code Many} and {@code One} are here, and how they are compiled), {@code
 * StageSubscribers} and {@code Origins} (which class does the work of which stage and origin), then the packages {@code
 * stage} and {@code origin} with one class for each, {@code strand} for how they run, {@code scheduler} for who runs
 * them.
 */
@NullMarked
package io.nagare.engine;

import org.jspecify.annotations.NullMarked;
