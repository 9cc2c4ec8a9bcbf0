/**
 * Measures the cost of leaving a strand, a thread or a library, under JMH. The streams are the same in Nagare, Reactor,
 * RxJava, Mutiny and Kotlin's Flow. {@code Shape} lists the streams, and an {@code Edges} for each library has the
 * code. Each fork of JMH loads one library, and Reactor as the other side.
 *
 * <p>Reading order: {@code Edges} (what each stream is), {@code Shape} (their list), {@code EdgeBenchmark} (runs them
 * under JMH), {@code NagareEdges}, then the other libraries, which {@code Library} lists: {@code ReactorEdges}, {@code
 * RxEdges}, {@code MutinyEdges}. {@code ReactorSide} is the other library of an edge, {@code HeavyFunction} takes 300
 * ns.
 */
@NullMarked
package io.nagare.bench.edges;

import org.jspecify.annotations.NullMarked;
