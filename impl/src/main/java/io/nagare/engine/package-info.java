/**
 * The engine: compiles programs of stages into subscribers on a strand, and implements the runtime that runs them.
 *
 * <p>Reading order: {@code Program} ({@code Many} and {@code One} here, and how they are compiled). Then {@code
 * StageSubscribers} and {@code Origins} (the class that implements each stage and origin), and the packages {@code
 * stage} and {@code origin} with these classes. Then {@code strand} (how a subscription runs) and {@code scheduler}
 * (which thread runs it).
 */
@NullMarked
package io.nagare.engine;

import org.jspecify.annotations.NullMarked;
