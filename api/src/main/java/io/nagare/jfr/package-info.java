/**
 * Broadcasts in the JDK's Flight Recorder: {@link io.nagare.jfr.BroadcastStatistics} records one. The engine records
 * runtimes by itself. Needs the JDK's module {@code jdk.jfr}; without it nothing is recorded.
 */
@NullMarked
package io.nagare.jfr;

import org.jspecify.annotations.NullMarked;
