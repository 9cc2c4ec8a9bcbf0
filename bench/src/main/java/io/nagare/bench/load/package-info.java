/**
 * Load on an echo server, from one thread with one selector and without Nagare. It sends messages at a fixed rate,
 * whose latency counts from their time in the schedule, or opens many connections at once.
 */
@NullMarked
package io.nagare.bench.load;

import org.jspecify.annotations.NullMarked;
