/**
 * Load on an echo server, from one thread with one selector and without Nagare. It sends messages at a fixed rate, and
 * their latency counts from their time in the schedule. Or it opens many connections at once.
 *
 * <p>Reading order: {@code Load} (the commands), {@code OpenLoop} (load at a fixed rate), {@code Schedule} (when each
 * message is due), {@code LoadConnection}, {@code Burst} (connections that arrive at once).
 */
@NullMarked
package io.nagare.bench.load;

import org.jspecify.annotations.NullMarked;
