/**
 * The yardstick: small works of a runtime (spawning, yielding, timers, channels, files). They are the same for Nagare,
 * for its peers on the JVM, and for Tokio, with the same names and sizes.
 */
@NullMarked
package io.nagare.bench.yard;

import org.jspecify.annotations.NullMarked;
