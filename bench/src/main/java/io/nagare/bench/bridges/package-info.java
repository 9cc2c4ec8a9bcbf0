/**
 * Measures what it costs to go from one library to another, under JMH: by this library's bridges, and by the bridges
 * of Reactor, RxJava, Mutiny and Kotlin to one another. Then the schedulers of the bridges beside those of the
 * libraries, and what carrying a thread's context costs.
 *
 * <p>Reading order: {@code Crossing} (what is measured), {@code Library}, {@code End} (what a library does at its end
 * of a crossing) with {@code NagareEnd} and the others, {@code Bridge} (how ours goes) with {@code ReactorBridge} and
 * the others, {@code Crossings} (puts them together), {@code BridgeBenchmark} (runs them under JMH). Then {@code
 * SchedulerBenchmark} and {@code ContextBenchmark}.
 */
@NullMarked
package io.nagare.bench.bridges;

import org.jspecify.annotations.NullMarked;
