/** Streams to and from RxJava 3, and a scheduler on a runtime: {@link io.nagare.rxjava.RxJavaNagare}. */
@NullMarked
package io.nagare.rxjava;

import org.jspecify.annotations.NullMarked;
