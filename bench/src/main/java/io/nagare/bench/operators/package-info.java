/**
 * What operators cost: the same pipelines in Nagare, Reactor, RxJava and Mutiny, under JMH. {@code OperatorBenchmark}
 * has the list, a {@code Pipelines} for each library has the code, and each fork of JMH loads one library alone.
 */
@NullMarked
package io.nagare.bench.operators;

import org.jspecify.annotations.NullMarked;
