/**
 * Measures the cost of operators: the same pipelines in Nagare, Reactor, RxJava and Mutiny, under JMH.
 * {@code OperatorBenchmark} has the list, and a {@code Pipelines} for each library has the code. Each fork of JMH loads
 * only one library.
 */
@NullMarked
package io.nagare.bench.operators;

import org.jspecify.annotations.NullMarked;
