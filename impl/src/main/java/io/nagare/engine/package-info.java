/**
 * The engine: compiles programs of stages into subscribers on a strand, and implements the runtime that runs them.
 *
 * <p>Reading order, from a subscription down to the machine: {@code program} ({@code Many} and {@code One} here, and
 * how they are compiled); {@code origin} and {@code stage} (the sources, and a subscriber for each stage);
 * {@code strand} with {@code strand.crossing} and {@code strand.ingress} (how a subscription runs, and how items enter
 * and leave it); {@code scheduler} (which thread runs a strand); {@code poll} and {@code timer} (how a worker waits);
 * {@code blocking} (threads that may block). Then {@code channel} and {@code sync} (what streams share) on
 * {@code waiting}; {@code queue} (queues and words that threads share); {@code fusion} and {@code specialize} (how
 * programs run faster). {@code time} has the system's clocks, {@code memory} prepares for a
 * full heap, and {@code virtual} is for the test kit.
 *
 * <p>This package itself is the entrance: {@code NagareEngine} (found as a service), {@code EngineRuntime} (the runtime
 * as users see it), {@code Awaiter} and {@code IteratedItems} (for threads that wait for a result, or iterate).
 */
@NullMarked
package io.nagare.engine;

import org.jspecify.annotations.NullMarked;
