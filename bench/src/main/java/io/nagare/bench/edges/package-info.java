/**
 * Measures what it costs to leave a strand, a thread or a library: the same streams in Nagare, Reactor, RxJava, Mutiny
 * and Kotlin's Flow, under JMH. {@code Shape} lists the streams, and an {@code Edges} for each library has the code.
 * Each fork of JMH loads one library, and Reactor as the other side.
 */
@NullMarked
package io.nagare.bench.edges;

import org.jspecify.annotations.NullMarked;
