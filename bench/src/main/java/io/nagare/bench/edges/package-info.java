/**
 * Measures the cost of leaving a strand, a thread or a library, under JMH. The streams are the same in Nagare, Reactor,
 * RxJava, Mutiny and Kotlin's Flow. {@code Shape} lists the streams, and an {@code Edges} for each library has the
 * code. Each fork of JMH loads one library, and Reactor as the other side.
 */
@NullMarked
package io.nagare.bench.edges;

import org.jspecify.annotations.NullMarked;
