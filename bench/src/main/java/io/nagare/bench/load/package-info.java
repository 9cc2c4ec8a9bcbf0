/**
 * Load on an echo server, from one thread over one selector, without Nagare: messages at a fixed rate whose latency
 * counts from the time at which the schedule sends them, and connections that arrive at once.
 */
@NullMarked
package io.nagare.bench.load;

import org.jspecify.annotations.NullMarked;
