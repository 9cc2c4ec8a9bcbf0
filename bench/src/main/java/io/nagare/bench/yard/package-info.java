/**
 * The yardstick: small works of a runtime (spawning, yielding, timers, channels, files), the same for Nagare, for its
 * peers on the JVM, and, by the same names and with the same sizes, for Tokio.
 */
@NullMarked
package io.nagare.bench.yard;

import org.jspecify.annotations.NullMarked;
