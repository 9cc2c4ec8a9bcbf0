/**
 * The yardstick: small works of a runtime (spawning, yielding, timers, channels, files). They are the same for Nagare,
 * for its peers on the JVM, and for Tokio, with the same names and sizes.
 *
 * <p>Reading order: {@code Yard} (the command) with {@code Arguments}, {@code WorkName} and {@code Sizes} (the works),
 * {@code Works} and {@code Work} (what a library implements), {@code Meter} (repeats and times a work), {@code
 * NagareWorks}, then the other libraries. {@code Yielding} is a work's task; {@code FileWorks}, {@code NagareFiles} and
 * {@code PlainWorks} read files; {@code VirtualThreads} starts them where the JDK has them.
 */
@NullMarked
package io.nagare.bench.yard;

import org.jspecify.annotations.NullMarked;
