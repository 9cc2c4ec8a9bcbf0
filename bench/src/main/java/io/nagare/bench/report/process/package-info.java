/**
 * The machine, and processes on it.
 *
 * <p>Reading order: {@code Program} (runs to its end) and {@code RunningServer} (runs until it is closed), {@code Jvm}
 * (their command line), {@code ObservedServer} (a server that tells of itself), {@code ProcessFigures} (what the system
 * knows of a process), {@code Cores}, {@code Machine}, {@code Yardsticks} (programs that are given), {@code
 * SampleFile}, {@code CommandLine} (options), {@code MeasurementException}.
 */
@NullMarked
package io.nagare.bench.report.process;

import org.jspecify.annotations.NullMarked;
