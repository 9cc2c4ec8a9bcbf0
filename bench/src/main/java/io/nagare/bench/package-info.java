/**
 * One jar with all measurements; {@code Bench} starts it.
 *
 * <p>Reading order: {@code Bench}, {@code Jmh} (passes arguments to JMH). Then the packages: {@code report} (runs the
 * others and writes the page), {@code operators} and {@code edges} (under JMH), {@code yard} (the works of the Tokio
 * yardstick), {@code server} and {@code load} (sockets), {@code idle} (memory), {@code growth}.
 */
@NullMarked
package io.nagare.bench;

import org.jspecify.annotations.NullMarked;
