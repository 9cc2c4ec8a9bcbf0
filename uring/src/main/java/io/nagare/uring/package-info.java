/**
 * A network of a runtime on Linux's io_uring, by foreign functions. {@link io.nagare.uring.Uring} is its entry.
 *
 * <p>Needs JDK 22 or newer and Linux 6.0 or newer on x86-64 or AArch64. The JVM should be started with
 * {@code --enable-native-access=ALL-UNNAMED}, or {@code io.nagare.uring} on the module path.
 */
@NullMarked
package io.nagare.uring;

import org.jspecify.annotations.NullMarked;
