/**
 * Measures the cost of operators: the same pipelines in Nagare, Reactor, RxJava and Mutiny, under JMH.
 * {@code OperatorBenchmark} has the list, and a {@code Pipelines} for each library has the code. Each fork of JMH loads
 * only one library.
 *
 * <p>Reading order: {@code OperatorBenchmark}, {@code Pipelines}, {@code NagarePipelines}, then the other libraries.
 * {@code Scrabble} is the data of the game, {@code Words} the lists of words, {@code Consuming} the subscriber.
 */
@NullMarked
package io.nagare.bench.operators;

import org.jspecify.annotations.NullMarked;
